package dev.parley.core.module;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much is asked of other servers at once by this node: some of each domain, so that one that
 * does not answer delays nobody but its own users. The rest waits. For all threads.
 */
public final class Turns {
  /**
   * Limits.
   *
   * @param perDomain asked at once
   * @param total asked at once, of all domains
   * @param waitingPerDomain that wait for their turn
   * @param waiting of all domains
   */
  public record Limits(int perDomain, int total, int waitingPerDomain, int waiting) {}

  private final Limits limits;
  private final Map<String, Place> places = new LinkedHashMap<>();
  private int active;
  private int waiting;

  /** Nobody has a turn yet. */
  public Turns(Limits limits) {
    this.limits = limits;
  }

  /** One domain. */
  private static final class Place {
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private int active;
  }

  /**
   * Runs a task when it is its turn, at once or later, on this thread or on one that leaves. Each
   * task that has been run is followed by {@link #leave}.
   *
   * @return false if too many wait: the task is not run
   */
  public boolean take(String domain, Runnable task) {
    synchronized (this) {
      Place place = places.get(domain);
      boolean full = active >= limits.total();
      if (full || place != null && place.active >= limits.perDomain()) {
        return await(domain, task);
      }
      enter(places.computeIfAbsent(domain, name -> new Place()));
    }
    task.run();
    return true;
  }

  private boolean await(String domain, Runnable task) {
    Place place = places.get(domain);
    int before = place == null ? 0 : place.waiting.size();
    if (before >= limits.waitingPerDomain() || waiting >= limits.waiting()) {
      return false;
    }
    places.computeIfAbsent(domain, name -> new Place()).waiting.add(task);
    waiting++;
    return true;
  }

  private void enter(Place place) {
    place.active++;
    active++;
  }

  /** A task of the domain is done. */
  public void leave(String domain) {
    Runnable next;
    synchronized (this) {
      Place place = places.get(domain);
      if (place == null || place.active == 0) {
        throw new IllegalStateException("nobody of " + domain + " has a turn");
      }
      place.active--;
      active--;
      if (place.active == 0 && place.waiting.isEmpty()) {
        places.remove(domain);
      }
      next = next(place);
    }
    if (next != null) {
      next.run();
    }
  }

  private @Nullable Runnable next(Place first) {
    if (waiting == 0) {
      return null;
    }
    Place place = first;
    if (first.waiting.isEmpty()) {
      place =
          places.values().stream()
              .filter(other -> !other.waiting.isEmpty() && other.active < limits.perDomain())
              .findFirst()
              .orElse(first);
    }
    Runnable next = place.waiting.poll();
    if (next != null) {
      waiting--;
      enter(place);
    }
    return next;
  }
}

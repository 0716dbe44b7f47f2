package dev.parley.transport.s2s;

import dev.parley.core.federation.NoTargetException;
import io.vertx.core.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a line gets to its stream: finds the server and connects, one attempt at a time, and after
 * failures with pauses between.
 */
final class Approach {
  private static final Logger LOG = LoggerFactory.getLogger(Approach.class);

  private final DomainPair pair;
  private final S2sServices services;
  private final Dialer dialer;
  private final Goal goal;
  private final Backoff backoff = new Backoff(ThreadLocalRandom.current());
  private @Nullable Race race;
  private boolean underWay;
  private boolean stopped;
  private long lastCut;
  private boolean wasCut;

  /** Hears of the outcome, on the context of the dialer. */
  interface Goal extends StreamOwner {
    /** There is a connection, on which the stream is to begin. */
    void connected(OutgoingStream stream);

    /** There is none. */
    void missed(Failure failure);
  }

  Approach(DomainPair pair, S2sServices services, Dialer dialer, Goal goal) {
    this.pair = pair;
    this.services = services;
    this.dialer = dialer;
    this.goal = goal;
  }

  /** Begins, unless that has happened or it is not the time; {@code now} as all times here. */
  void begin(long now) {
    if (underWay || stopped || backoff.isWaiting(now)) {
      return;
    }
    underWay = true;
    services
        .targets()
        .groups(pair.remote())
        .onComplete(found ->
            dialer
                .context()
                .runOnContext(here -> {
                  if (found.succeeded()) {
                    Race begun = dialer.race(pair, found.result());
                    race = begun;
                    dial(begun.start(), cause -> miss(failure(cause)));
                  } else {
                    miss(failure(found.cause()));
                  }
                }));
  }

  private static Failure failure(Throwable cause) {
    boolean known = cause instanceof NoTargetException absent && absent.isPermanent();
    return new Failure(
        known ? Failure.Kind.NOT_FOUND : Failure.Kind.UNREACHABLE,
        String.valueOf(cause.getMessage()));
  }

  private void dial(Future<Race.Connected> connecting, Consumer<Throwable> inVain) {
    connecting
        .onFailure(inVain::accept)
        .onSuccess(connected -> {
          if (stopped) {
            connected.socket().close();
            return;
          }
          underWay = false;
          OutgoingStream opened =
              new OutgoingStream(services, dialer.context(), pair, connected.target(), goal);
          Wires.attach(opened, connected.socket(), dialer.loop());
          goal.connected(opened);
        });
  }

  private void miss(Failure failure) {
    underWay = false;
    goal.missed(failure);
  }

  /** Tries the places that are left; false if there was no attempt. */
  boolean tryOthers(Failure failure) {
    if (race == null || stopped) {
      return false;
    }
    LOG.debug("{}: {}; are there others?", pair, failure.reason());
    underWay = true;
    dial(race.again(), cause -> miss(failure));
    return true;
  }

  /** An attempt has come through. */
  void succeeded() {
    backoff.succeeded();
  }

  /** An attempt has failed. */
  void failed(long now) {
    backoff.failed(now, services.links());
  }

  /** A stream was cut. Once, the next may begin at once; not for ever. */
  void cut(long now) {
    if (wasCut && now - lastCut < services.links().backoff().toNanos()) {
      failed(now);
    }
    wasCut = true;
    lastCut = now;
  }

  /** Whether the next attempt has to wait. */
  boolean isPausing(long now) {
    return backoff.isWaiting(now);
  }

  /** How long it has to wait, in nanoseconds; only if {@link #isPausing}. */
  long pause(long now) {
    return backoff.until() - now;
  }

  boolean isUnderWay() {
    return underWay;
  }

  /** No attempt begins any more. */
  void stop() {
    stopped = true;
  }
}

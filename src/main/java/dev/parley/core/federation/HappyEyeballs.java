package dev.parley.core.federation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom to connect to first, and when (XEP-0495 §4, RFC 8305 §3, §4). Pure rules. */
public final class HappyEyeballs {
  /** How long better addresses are waited for once there are some (RFC 8305 §8). */
  public static final long RESOLUTION_DELAY_MILLIS = 50;

  /** How long one attempt is waited for before the next one begins beside it (RFC 8305 §8). */
  public static final long ATTEMPT_DELAY_MILLIS = 250;

  private HappyEyeballs() {}

  /**
   * What is known about a host by now.
   *
   * @param six places of IPv6; null as long as nobody has answered
   * @param four places of IPv4; null as long as nobody has answered
   */
  public record Known(@Nullable List<Target> six, @Nullable List<Target> four) {
    /** Nothing yet. */
    public static final Known NOTHING = new Known(null, null);
  }

  /**
   * All places that are known. Both kinds in turn, IPv6 first; within each kind as the hosts are,
   * for the share of a host (“weight”) counts before all that sets equal addresses apart.
   *
   * @param hosts of one priority, in their order
   */
  public static List<Target> order(List<Known> hosts) {
    var six = new ArrayList<Target>();
    var four = new ArrayList<Target>();
    for (var host : hosts) {
      addAll(six, host.six());
      addAll(four, host.four());
    }
    var turn = new ArrayList<Target>(six.size() + four.size());
    for (int i = 0; i < Math.max(six.size(), four.size()); i++) {
      if (i < six.size()) {
        turn.add(six.get(i));
      }
      if (i < four.size()) {
        turn.add(four.get(i));
      }
    }
    return turn;
  }

  private static void addAll(List<Target> to, @Nullable List<Target> places) {
    if (places != null) {
      to.addAll(places);
    }
  }

  /**
   * Whether nothing that is still to come would be preferred to what is known, so that there is no
   * reason to wait.
   */
  public static boolean isBestKnown(List<Known> hosts) {
    for (var host : hosts) {
      if (host.six() == null) {
        return false;
      }
      if (!host.six().isEmpty()) {
        return true;
      }
      if (host.four() == null) {
        return false;
      }
      if (!host.four().isEmpty()) {
        return true;
      }
    }
    return true;
  }
}

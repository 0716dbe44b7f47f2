package dev.parley.core.dns;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of a host.
 *
 * @param six of IPv6, in the order of the answer
 * @param four of IPv4
 * @param isAuthentic whether DNSSEC vouches for all of them
 * @param failure why there may be more that could not be asked for; null if nothing failed
 */
public record Addresses(
    List<InetAddress> six, List<InetAddress> four, boolean isAuthentic, @Nullable String failure) {
  /** Addresses of one kind that are looked at. */
  static final int MOST = 8;

  static final Addresses NONE = new Addresses(List.of(), List.of(), false, null);

  public Addresses {
    six = List.copyOf(six);
    four = List.copyOf(four);
  }

  /** Both kinds in turn, IPv6 first (RFC 8305 §4). */
  public List<InetAddress> inTurn() {
    var turn = new ArrayList<InetAddress>();
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
}

package dev.parley.core.dns;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Record;

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

  /**
   * What two answers say. Only those with addresses have to be vouched for: silence about the other
   * kind makes these no worse (RFC 7672 §2.2.2).
   *
   * @param aaaa null if it has not come in time
   * @param a null if it has not come in time
   */
  static Addresses of(@Nullable Answer aaaa, @Nullable Answer a) {
    var six = addresses(aaaa);
    var four = addresses(a);
    boolean authentic = !(six.isEmpty() && four.isEmpty()) && vouchedFor(aaaa) && vouchedFor(a);
    return new Addresses(six, four, authentic, failure(a) == null ? failure(aaaa) : failure(a));
  }

  private static List<InetAddress> addresses(@Nullable Answer answer) {
    return answer instanceof Answer.Found found
        ? found.records().stream().limit(MOST).map(Addresses::address).toList()
        : List.of();
  }

  private static InetAddress address(Record record) {
    return record instanceof AAAARecord six ? six.getAddress() : ((ARecord) record).getAddress();
  }

  private static boolean vouchedFor(@Nullable Answer answer) {
    return !(answer instanceof Answer.Found) || answer.isAuthentic();
  }

  private static @Nullable String failure(@Nullable Answer answer) {
    return answer instanceof Answer.Failed failed ? failed.reason() : null;
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

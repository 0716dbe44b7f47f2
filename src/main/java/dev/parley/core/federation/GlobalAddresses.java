package dev.parley.core.federation;

import dev.parley.core.config.Networks;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses the Internet reaches, by IANA's registries of special-purpose addresses (RFC
 * 6890). A stranger's DNS may name any address; without this rule it could have this server talk to
 * the machines beside it.
 */
final class GlobalAddresses {
  private static final List<String> NOT_GLOBAL =
      List.of(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3",
          "2001::/23",
          "2001:db8::/32",
          "3fff::/20");

  private static final List<String> UNICAST = List.of("2000::/3");

  /** Networks of IPv6 that hold addresses of IPv4 (RFC 3056 §2, RFC 6052 §2.1). */
  private static final List<String> SIX_TO_FOUR = List.of("2002::/16");

  private static final List<String> TRANSLATED = List.of("64:ff9b::/96");

  private GlobalAddresses() {}

  /**
   * Whether a server may be there.
   *
   * @param allowed networks that are allowed all the same
   */
  static boolean allow(InetAddress address, List<String> allowed) {
    return isGlobal(address) || Networks.contain(allowed, plain(address));
  }

  static boolean isGlobal(InetAddress address) {
    var text = plain(address);
    if (address instanceof Inet4Address) {
      return !Networks.contain(NOT_GLOBAL, text);
    }
    if (Networks.contain(TRANSLATED, text)) {
      return isGlobalWithin(address, 12);
    }
    if (Networks.contain(SIX_TO_FOUR, text)) {
      return isGlobalWithin(address, 2);
    }
    return Networks.contain(UNICAST, text) && !Networks.contain(NOT_GLOBAL, text);
  }

  private static boolean isGlobalWithin(InetAddress address, int from) {
    var bytes = address.getAddress();
    var text = new StringBuilder();
    for (int i = from; i < from + 4; i++) {
      text.append(text.isEmpty() ? "" : ".").append(bytes[i] & 0xff);
    }
    return !Networks.contain(NOT_GLOBAL, text.toString());
  }

  /** Without the name of an interface. */
  private static String plain(InetAddress address) {
    var text = address.getHostAddress();
    int interfaceName = text.indexOf('%');
    return interfaceName < 0 ? text : text.substring(0, interfaceName);
  }
}

package dev.parley.core.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What proxies say in the header {@code Forwarded} (RFC 7239 §4). */
final class ForwardedHeader {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern PAIR =
      Pattern.compile("\\s*(" + TOKEN + ")=(" + TOKEN + "|\"(?:[^\"\\\\]|\\\\.)*\")\\s*([;,]|$)");
  private static final Pattern PORT = Pattern.compile(":[0-9_A-Za-z.-]+$");
  private static final int MOST_CHARACTERS = 8_192;

  private ForwardedHeader() {}

  /**
   * What each proxy has said, those closest to us last.
   *
   * @param headers the values of all such headers, in their order
   * @return names in lower case and values without quotes; what cannot be read, and all before it,
   *     is left out
   */
  static List<Map<String, String>> parse(List<String> headers) {
    String all = String.join(",", headers);
    List<Map<String, String>> hops = new ArrayList<>();
    if (all.length() > MOST_CHARACTERS) {
      return hops;
    }
    Matcher pairs = PAIR.matcher(all);
    Map<String, String> hop = new HashMap<>();
    int at = 0;
    while (at < all.length()) {
      if (!pairs.find(at) || pairs.start() != at) {
        hops.clear();
        hop = new HashMap<>();
        int next = all.indexOf(',', at);
        at = next < 0 ? all.length() : next + 1;
        continue;
      }
      hop.putIfAbsent(pairs.group(1).toLowerCase(Locale.ROOT), plain(pairs.group(2)));
      at = pairs.end();
      if (!";".equals(pairs.group(3))) {
        hops.add(hop);
        hop = new HashMap<>();
      }
    }
    return hops;
  }

  private static String plain(String value) {
    return value.startsWith("\"")
        ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
        : value;
  }

  /** The address of a node without brackets and port (§6); not an address if it is obfuscated. */
  static String address(String node) {
    if (node.startsWith("[")) {
      int end = node.indexOf(']');
      return end < 0 ? node : node.substring(1, end);
    }
    return PORT.matcher(node).replaceFirst("");
  }
}

package dev.parley.core.config;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * The address of a name server as people write it: {@code 192.0.2.53}, {@code 127.0.0.1:5353},
 * {@code 2001:db8::53}, {@code [2001:db8::53]:53}.
 */
public final class NameServer {
  private static final int PORT = 53;

  private NameServer() {}

  static boolean isValid(String text) {
    try {
      parse(text);
      return true;
    } catch (IllegalArgumentException wrong) {
      return false;
    }
  }

  /**
   * The address and the port.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static InetSocketAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    boolean hasPort = colon > 0 && (text.charAt(colon - 1) == ']' || text.indexOf(':') == colon);
    var host = hasPort ? text.substring(0, colon) : text;
    int port = hasPort ? Integer.parseInt(text.substring(colon + 1)) : PORT;
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    var bytes = NetUtil.createByteArrayFromIpAddressString(host);
    if (bytes == null || port < 1) {
      throw new IllegalArgumentException(text + " is no address of a name server");
    }
    try {
      return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}

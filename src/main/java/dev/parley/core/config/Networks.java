package dev.parley.core.config;

import io.netty.util.NetUtil;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Networks as people write them: {@code 192.0.2.1}, {@code 192.0.2.0/24}, {@code 2001:db8::/32}.
 */
public final class Networks {
  private Networks() {}

  /** Whether a text is an address or a network. */
  static boolean isNetwork(String text) {
    byte @Nullable [] address = bytes(base(text));
    int bits = bits(text);
    return address != null && bits >= 0 && bits <= address.length * 8;
  }

  /** Whether an address lies in one of the networks; false for what is no address. */
  public static boolean contain(List<String> networks, String address) {
    if (networks.isEmpty()) {
      return false;
    }
    byte @Nullable [] bytes = bytes(address);
    if (bytes == null) {
      return false;
    }
    for (String network : networks) {
      if (contains(network, bytes)) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(String network, byte[] address) {
    byte @Nullable [] base = bytes(base(network));
    if (base == null || base.length != address.length) {
      return false;
    }
    int bits = bits(network);
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i & 7);
      if ((base[i >> 3] & mask) != (address[i >> 3] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static String base(String network) {
    int slash = network.indexOf('/');
    return slash < 0 ? network : network.substring(0, slash);
  }

  /** How many bits must agree: all of an address; negative if that is no number. */
  private static int bits(String network) {
    int slash = network.indexOf('/');
    if (slash < 0) {
      byte @Nullable [] address = bytes(network);
      return address == null ? -1 : address.length * 8;
    }
    try {
      return Integer.parseInt(network.substring(slash + 1));
    } catch (NumberFormatException wrong) {
      return -1;
    }
  }

  /** 4 or 16 bytes; an IPv4 address within IPv6 is one of IPv4. */
  private static byte @Nullable [] bytes(String address) {
    byte @Nullable [] bytes = NetUtil.createByteArrayFromIpAddressString(address);
    if (bytes == null || bytes.length != 16) {
      return bytes;
    }
    for (int i = 0; i < 12; i++) {
      if (bytes[i] != (i < 10 ? 0 : (byte) 0xff)) {
        return bytes;
      }
    }
    return new byte[] {bytes[12], bytes[13], bytes[14], bytes[15]};
  }
}

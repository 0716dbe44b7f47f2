package dev.parley.core.auth;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The part of a network address that stands for one customer, or for a network of them.
 *
 * @param bits the address with all behind the prefix set to zero, in hexadecimal digits
 */
public record AddressPrefix(String bits) {
  private static final int V4_LENGTH = 4;

  /** One customer: an IPv4 address, or the /64 that an IPv6 customer gets. */
  public static AddressPrefix customer(String address) {
    return of(address, 4, 8);
  }

  /** A network: /24 of IPv4, /48 of IPv6. */
  public static AddressPrefix network(String address) {
    return of(address, 3, 6);
  }

  private static AddressPrefix of(String address, int v4Bytes, int v6Bytes) {
    byte @Nullable [] bytes = NetUtil.createByteArrayFromIpAddressString(address);
    if (bytes == null) {
      // No IP address, for example a local socket: it stands for itself.
      return new AddressPrefix(address);
    }
    boolean v4 = bytes.length == V4_LENGTH;
    int length = v4 ? v4Bytes : v6Bytes;
    return new AddressPrefix(HexFormat.of().formatHex(Arrays.copyOf(bytes, length)));
  }
}

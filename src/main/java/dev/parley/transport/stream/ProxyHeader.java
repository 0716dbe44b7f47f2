package dev.parley.transport.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy says of a connection before the client says anything: versions 1 and 2 of the PROXY
 * protocol, as HAProxy's specification has them.
 *
 * @param size bytes that it takes
 * @param address of the client, without port; null if the proxy speaks for itself, as when it
 *     checks whether we live, or does not know
 */
public record ProxyHeader(int size, @Nullable String address) {
  /** The largest header that is waited for; more is nobody's need. */
  public static final int MAX_BYTES = 1_024;

  private static final byte[] SIGNATURE = {
    '\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'
  };
  private static final int FIXED_BYTES = 16;
  private static final int MAX_LINE = 107;
  private static final String LINE = "PROXY ";

  /**
   * Reads the beginning of a connection.
   *
   * @return empty if more bytes are needed
   * @throws IllegalArgumentException if it does not begin with such a header
   */
  public static Optional<ProxyHeader> parse(byte[] data) {
    if (begins(data, SIGNATURE)) {
      return data.length < FIXED_BYTES ? Optional.empty() : binary(data);
    }
    if (begins(data, LINE.getBytes(ISO_8859_1))) {
      return line(data);
    }
    throw new IllegalArgumentException("no PROXY header");
  }

  /** Whether one of both begins with the other. */
  private static boolean begins(byte[] data, byte[] expected) {
    int length = Math.min(data.length, expected.length);
    return Arrays.equals(data, 0, length, expected, 0, length);
  }

  private static Optional<ProxyHeader> line(byte[] data) {
    String text = new String(data, 0, Math.min(data.length, MAX_LINE), ISO_8859_1);
    int end = text.indexOf("\r\n");
    if (end < 0) {
      check(data.length < MAX_LINE, "a line without end");
      return Optional.empty();
    }
    String[] words = text.substring(0, end).split(" ", -1);
    if (words[1].equals("UNKNOWN")) {
      return Optional.of(new ProxyHeader(end + 2, null));
    }
    check(words.length == 6, "not six words");
    byte @Nullable [] address = NetUtil.createByteArrayFromIpAddressString(words[2]);
    check(
        address != null && address.length == (words[1].equals("TCP4") ? 4 : 16),
        "no address of its kind");
    check(words[1].equals("TCP4") || words[1].equals("TCP6"), "an unknown kind");
    return Optional.of(new ProxyHeader(end + 2, canonical(address)));
  }

  private static Optional<ProxyHeader> binary(byte[] data) {
    int command = data[12] & 0xff;
    int length = (data[14] & 0xff) << 8 | data[15] & 0xff;
    check(command == 0x20 || command == 0x21, "an unknown version or command");
    check(FIXED_BYTES + length <= MAX_BYTES, "too long");
    if (data.length < FIXED_BYTES + length) {
      return Optional.empty();
    }
    int addressBytes =
        switch (data[13]) {
          case 0x11 -> 4;
          case 0x21 -> 16;
          default -> 0;
        };
    check(length >= 2 * addressBytes, "no room for addresses");
    boolean isKnown = command == 0x21 && addressBytes > 0;
    return Optional.of(
        new ProxyHeader(
            FIXED_BYTES + length,
            isKnown
                ? canonical(Arrays.copyOfRange(data, FIXED_BYTES, FIXED_BYTES + addressBytes))
                : null));
  }

  private static void check(boolean fine, String complaint) {
    if (!fine) {
      throw new IllegalArgumentException(complaint);
    }
  }

  /** As sockets write it, so that one client has one address. */
  private static String canonical(byte @Nullable [] address) {
    try {
      return InetAddress.getByAddress(address).getHostAddress();
    } catch (UnknownHostException wrongLength) {
      throw new IllegalArgumentException(wrongLength);
    }
  }
}

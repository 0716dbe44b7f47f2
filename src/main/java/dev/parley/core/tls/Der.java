package dev.parley.core.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes the little of DER (X.690 §10) that certificates and keys need. */
final class Der {
  private static final DateTimeFormatter SHORT_TIME = form("yyMMddHHmmss'Z'");
  private static final DateTimeFormatter LONG_TIME = form("yyyyMMddHHmmss'Z'");
  private static final Instant LONG_TIME_BEGINS = Instant.parse("2050-01-01T00:00:00Z");

  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return tagged(0x30, join(parts));
  }

  static byte[] set(byte[]... parts) {
    return tagged(0x31, join(parts));
  }

  static byte[] integer(BigInteger value) {
    return tagged(0x02, value.toByteArray());
  }

  static byte[] integer(long value) {
    return integer(BigInteger.valueOf(value));
  }

  static byte[] octets(byte[] content) {
    return tagged(0x04, content);
  }

  static byte[] bits(byte[] content) {
    return tagged(0x03, join(new byte[] {0}, content));
  }

  /** A bit string of named bits, the first {@code unused} of the last octet being none. */
  static byte[] namedBits(int octet, int unused) {
    return tagged(0x03, new byte[] {(byte) unused, (byte) octet});
  }

  static byte[] yes() {
    return tagged(0x01, new byte[] {(byte) 0xff});
  }

  static byte[] nothing() {
    return tagged(0x05, new byte[0]);
  }

  static byte[] text(String value) {
    return tagged(0x0c, value.getBytes(StandardCharsets.UTF_8));
  }

  /** A date, to the second: UTCTime, and GeneralizedTime from 2050 on (RFC 5280 §4.1.2.5). */
  static byte[] time(Instant instant) {
    boolean isShort = instant.isBefore(LONG_TIME_BEGINS);
    var text = (isShort ? SHORT_TIME : LONG_TIME).format(instant);
    return tagged(isShort ? 0x17 : 0x18, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** An object identifier such as {@code 2.5.4.3}. */
  static byte[] identifier(String dotted) {
    var arcs = dotted.split("\\.", -1);
    var content = new ByteArrayOutputStream();
    content.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
    for (int i = 2; i < arcs.length; i++) {
      int arc = Integer.parseInt(arcs[i]);
      for (int shift = 28; shift > 0; shift -= 7) {
        if (arc >>> shift != 0) {
          content.write(0x80 | (arc >>> shift & 0x7f));
        }
      }
      content.write(arc & 0x7f);
    }
    return tagged(0x06, content.toByteArray());
  }

  static byte[] tagged(int tag, byte[] content) {
    var out = new ByteArrayOutputStream(content.length + 4);
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else {
      int octets = content.length < 0x100 ? 1 : content.length < 0x10000 ? 2 : 3;
      out.write(0x80 | octets);
      for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
        out.write(content.length >>> shift);
      }
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static DateTimeFormatter form(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (var part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}

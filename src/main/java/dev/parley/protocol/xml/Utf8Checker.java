package dev.parley.protocol.xml;

import dev.parley.protocol.stream.StreamError.Condition;
import dev.parley.protocol.stream.StreamException;

/**
 * Checks UTF-8 byte by byte (RFC 3629 §4): no overlong forms, no surrogates, nothing above
 * U+10FFFF, and neither U+FFFE nor U+FFFF, which XML forbids (XML 1.0 §2.2).
 */
final class Utf8Checker {
  /** Continuation bytes still to come. */
  private int missing;

  /** The least and the greatest value of the next continuation byte. */
  private int least;

  private int greatest;

  /** Whether U+FFFE and U+FFFF are still possible. */
  private boolean nearEnd;

  /** Whether a character is incomplete. */
  boolean inside() {
    return missing > 0;
  }

  void reset() {
    missing = 0;
  }

  /** Takes a byte that is not ASCII, or that comes inside a character. */
  void accept(byte octet) {
    int value = octet & 0xff;
    if (missing == 0) {
      lead(value);
      return;
    }
    if (value < least || value > greatest) {
      throw invalid();
    }
    missing--;
    least = 0x80;
    greatest = nearEnd && missing == 1 && value == 0xbf ? 0xbd : 0xbf;
    nearEnd &= missing == 2;
  }

  private void lead(int value) {
    least = 0x80;
    greatest = 0xbf;
    nearEnd = false;
    if (value < 0xc2 || value > 0xf4) {
      throw invalid();
    } else if (value < 0xe0) {
      missing = 1;
    } else if (value < 0xf0) {
      missing = 2;
      least = value == 0xe0 ? 0xa0 : 0x80;
      greatest = value == 0xed ? 0x9f : 0xbf;
      nearEnd = value == 0xef;
    } else {
      missing = 3;
      least = value == 0xf0 ? 0x90 : 0x80;
      greatest = value == 0xf4 ? 0x8f : 0xbf;
    }
  }

  private static StreamException invalid() {
    return new StreamException(Condition.UNSUPPORTED_ENCODING, "the bytes are not UTF-8");
  }
}

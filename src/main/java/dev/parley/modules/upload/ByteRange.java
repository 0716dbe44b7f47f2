package dev.parley.modules.upload;

import org.jspecify.annotations.Nullable;

/**
 * A part of a file (RFC 9110 §14).
 *
 * @param first from 0
 * @param last the last byte, which belongs to it
 */
record ByteRange(long first, long last) {
  private static final String UNIT = "bytes=";

  /** What a header Range asks for. */
  sealed interface Wish {
    /** The whole file: no header, one that is not understood, or several parts (§14.2). */
    record Whole() implements Wish {}

    /** One part. */
    record Part(ByteRange range) implements Wish {}

    /** A part that the file does not have: 416 (§15.5.17). */
    record Nothing() implements Wish {}
  }

  long length() {
    return last - first + 1;
  }

  /** The value of Content-Range (§14.4). */
  String header(long size) {
    return "bytes " + first + "-" + last + "/" + size;
  }

  /**
   * Reads a header Range.
   *
   * @param size of the file, at least 1
   */
  static Wish parse(@Nullable String header, long size) {
    if (header == null || !header.startsWith(UNIT) || header.indexOf(',') >= 0) {
      return new Wish.Whole();
    }
    String spec = header.substring(UNIT.length()).strip();
    int dash = spec.indexOf('-');
    if (dash < 0) {
      return new Wish.Whole();
    }
    long first = number(spec.substring(0, dash));
    long last = number(spec.substring(dash + 1));
    if (first == INVALID || last == INVALID || (first == NONE && last == NONE)) {
      return new Wish.Whole();
    }
    if (first == NONE) {
      return last == 0
          ? new Wish.Nothing()
          : new Wish.Part(new ByteRange(Math.max(0, size - last), size - 1));
    }
    if (last != NONE && last < first) {
      return new Wish.Whole();
    }
    return first >= size
        ? new Wish.Nothing()
        : new Wish.Part(new ByteRange(first, last == NONE ? size - 1 : Math.min(last, size - 1)));
  }

  private static final long NONE = -1;
  private static final long INVALID = -2;

  /** Digits; a number that is too long for us is beyond any file. */
  private static long number(String digits) {
    if (digits.isEmpty()) {
      return NONE;
    }
    if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return INVALID;
    }
    return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
  }
}

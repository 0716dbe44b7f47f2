package dev.parley.bench;

/** Finds markers in received bytes. */
final class Bytes {
  private Bytes() {}

  /** The first index in {@code [from, to)} where {@code needle} begins, or -1. */
  static int indexOf(byte[] data, int from, int to, byte[] needle) {
    int last = to - needle.length;
    byte first = needle[0];
    for (int i = from; i <= last; i++) {
      if (data[i] == first && matches(data, i, needle)) {
        return i;
      }
    }
    return -1;
  }

  /** The counter that follows {@code marker}, or -1 where there is none. */
  static int counterAfter(byte[] data, int from, int to, byte[] marker) {
    int at = indexOf(data, from, to, marker);
    if (at < 0 || at + marker.length + 8 > to) {
      return -1;
    }
    int value = 0;
    for (int i = at + marker.length; i < at + marker.length + 8; i++) {
      int digit = Character.digit(data[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static boolean matches(byte[] data, int at, byte[] needle) {
    for (int i = 1; i < needle.length; i++) {
      if (data[at + i] != needle[i]) {
        return false;
      }
    }
    return true;
  }
}

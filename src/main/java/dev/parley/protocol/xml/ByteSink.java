package dev.parley.protocol.xml;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing run of bytes that is written from the front. */
public final class ByteSink {
  private byte[] bytes;
  private int size;

  /** An empty sink with room for this many bytes. */
  public ByteSink(int capacity) {
    bytes = new byte[Math.max(16, capacity)];
  }

  /** The number of bytes written. */
  public int size() {
    return size;
  }

  /** The bytes themselves, valid up to {@link #size()} and until the next write. */
  public byte[] array() {
    return bytes;
  }

  /** A copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** A copy of what was written from this position on. */
  public byte[] copyFrom(int start) {
    return Arrays.copyOfRange(bytes, start, size);
  }

  /** Forgets what was written and keeps the room. */
  public void reset() {
    size = 0;
  }

  /** Adds bytes as they are. */
  public void write(byte[] source, int offset, int length) {
    reserve(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  /** Makes room for so many bytes at this position, to be filled by way of {@link #array()}. */
  public void insert(int position, int length) {
    reserve(length);
    System.arraycopy(bytes, position, bytes, position + length, size - position);
    size += length;
  }

  /** Adds one byte of ASCII as it is. */
  public void put(char ascii) {
    reserve(1);
    bytes[size++] = (byte) ascii;
  }

  /** Adds ASCII as it is. */
  public void ascii(String text) {
    int length = text.length();
    reserve(length);
    byte[] out = bytes;
    int at = size;
    for (int i = 0; i < length; i++) {
      out[at + i] = (byte) text.charAt(i);
    }
    size = at + length;
  }

  /** Adds a name, which is never escaped. */
  void name(String text) {
    escaped(text, true);
  }

  /** Adds text as UTF-8 with everything replaced that means something to XML. */
  void escaped(String text, boolean inAttribute) {
    byte[] plain = inAttribute ? Escapes.PLAIN_IN_ATTRIBUTES : Escapes.PLAIN_IN_TEXT;
    int length = text.length();
    int i = plainRun(text, 0, plain);
    while (i < length) {
      char c = text.charAt(i++);
      if (c < 0x80) {
        ascii(Escapes.replacement(c));
      } else if (Character.isHighSurrogate(c)
          && i < length
          && Character.isLowSurrogate(text.charAt(i))) {
        supplementary(Character.toCodePoint(c, text.charAt(i++)));
      } else {
        basic(Character.isSurrogate(c) || c >= 0xfffe ? '\ufffd' : c);
      }
      i = plainRun(text, i, plain);
    }
  }

  /**
   * Adds the characters from here on that stand for themselves; returns the next one's position.
   */
  private int plainRun(String text, int from, byte[] plain) {
    int length = text.length();
    reserve(length - from);
    byte[] out = bytes;
    int at = size;
    int i = from;
    while (i < length) {
      char c = text.charAt(i);
      if (c >= 0x80 || plain[c] == 0) {
        break;
      }
      out[at++] = (byte) c;
      i++;
    }
    size = at;
    return i;
  }

  private void basic(char c) {
    reserve(3);
    if (c < 0x800) {
      bytes[size++] = (byte) (0xc0 | c >> 6);
    } else {
      bytes[size++] = (byte) (0xe0 | c >> 12);
      bytes[size++] = (byte) (0x80 | c >> 6 & 0x3f);
    }
    bytes[size++] = (byte) (0x80 | c & 0x3f);
  }

  private void supplementary(int codePoint) {
    reserve(4);
    bytes[size++] = (byte) (0xf0 | codePoint >> 18);
    bytes[size++] = (byte) (0x80 | codePoint >> 12 & 0x3f);
    bytes[size++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
    bytes[size++] = (byte) (0x80 | codePoint & 0x3f);
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  /** What was written, read as UTF-8. */
  @Override
  public String toString() {
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }
}

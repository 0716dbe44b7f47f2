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

  /** Adds one byte of ASCII. */
  void put(char ascii) {
    reserve(1);
    bytes[size++] = (byte) ascii;
  }

  /** Adds ASCII. */
  void ascii(String text) {
    int length = text.length();
    reserve(length);
    for (int i = 0; i < length; i++) {
      bytes[size + i] = (byte) text.charAt(i);
    }
    size += length;
  }

  /** Adds a name: mostly ASCII, never escaped. */
  void name(String text) {
    int length = text.length();
    reserve(3 * length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        byte[] encoded = text.substring(i).getBytes(StandardCharsets.UTF_8);
        write(encoded, 0, encoded.length);
        return;
      }
      bytes[size++] = (byte) c;
    }
  }

  /** Adds text as UTF-8 with everything replaced that means something to XML. */
  void escaped(String text, boolean inAttribute) {
    int length = text.length();
    reserve(length + 8);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        if (Escapes.isPlain(c)) {
          if (size == bytes.length) {
            reserve(length - i);
          }
          bytes[size++] = (byte) c;
        } else {
          ascii(Escapes.replacement(c, inAttribute));
        }
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        supplementary(Character.toCodePoint(c, text.charAt(++i)));
      } else {
        basic(Character.isSurrogate(c) || c >= 0xfffe ? '\ufffd' : c);
      }
    }
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

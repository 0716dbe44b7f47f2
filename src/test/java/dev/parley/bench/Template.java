package dev.parley.bench;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** A stanza serialized once; only the eight hexadecimal digits of its counter change. */
final class Template {
  /** Stands for the counter in the text a template is made from. */
  static final String COUNTER = "########";

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;
  private final int counterAt;

  Template(String xml) {
    bytes = xml.getBytes(StandardCharsets.UTF_8);
    counterAt = Bytes.indexOf(bytes, 0, bytes.length, COUNTER.getBytes(StandardCharsets.UTF_8));
  }

  int length() {
    return bytes.length;
  }

  void append(ByteBuf to, int counter) {
    int at = to.writerIndex() + counterAt;
    to.writeBytes(bytes);
    for (int shift = 28; shift >= 0; shift -= 4) {
      to.setByte(at++, HEX[(counter >>> shift) & 15]);
    }
  }
}

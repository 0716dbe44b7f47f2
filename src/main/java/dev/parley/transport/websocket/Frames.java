package dev.parley.transport.websocket;

import dev.parley.protocol.xml.ByteSink;

/** Frames as a server writes them: never masked, never in fragments (RFC 6455 §5.1, §5.2). */
final class Frames {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  /** The largest payload of a control frame (§5.5). */
  static final int MAX_CONTROL = 125;

  private static final int FINAL = 0x80;
  private static final int SHORT_LENGTH = 126;
  private static final int LONG_LENGTH = 127;

  private Frames() {}

  /** Makes a text message of what stands in the sink from {@code start} on. */
  static void wrap(ByteSink sink, int start) {
    int length = sink.size() - start;
    int header = length <= MAX_CONTROL ? 2 : length <= 0xffff ? 4 : 10;
    sink.insert(start, header);
    byte[] out = sink.array();
    out[start] = (byte) (FINAL | TEXT);
    out[start + 1] = (byte) (header == 2 ? length : header == 4 ? SHORT_LENGTH : LONG_LENGTH);
    for (int i = 2; i < header; i++) {
      out[start + i] = (byte) ((long) length >>> 8 * (header - 1 - i));
    }
  }

  /**
   * A control frame.
   *
   * @param payload at most {@link #MAX_CONTROL} bytes
   */
  static byte[] control(int opcode, byte[] payload) {
    byte[] frame = new byte[2 + payload.length];
    frame[0] = (byte) (FINAL | opcode);
    frame[1] = (byte) payload.length;
    System.arraycopy(payload, 0, frame, 2, payload.length);
    return frame;
  }

  /** The last frame (§5.5.1). */
  static byte[] close(CloseCode code) {
    return control(CLOSE, new byte[] {(byte) (code.number() >> 8), (byte) code.number()});
  }
}

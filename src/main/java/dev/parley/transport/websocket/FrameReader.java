package dev.parley.transport.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads the frames of a client (RFC 6455 §5.2) as their bytes come: payload is unmasked and handed
 * on at once, so that no frame is ever held as a whole.
 */
final class FrameReader {
  private static final int MASK_BYTES = 4;
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** Hears what is in the frames. */
  interface Handler {
    /** A message begins, or goes on with a fragment of so many bytes. */
    void fragment(boolean isFirst, long length);

    /** Bytes of a message; the array may be reused afterwards. */
    void payload(byte[] data, int offset, int length);

    /** A message is complete. */
    void messageEnds();

    /** A ping, with what is to be sent back (§5.5.2). */
    void ping(byte[] payload);

    /** The client ends the connection (§5.5.1). */
    void close();

    /** Whether nothing more can be taken for now. */
    boolean isPaused();
  }

  /** What came is no frame that a client may send: the connection ends with this code. */
  static final class FrameException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final CloseCode code;

    FrameException(CloseCode code, String why) {
      super(why, null, false, false);
      this.code = code;
    }

    CloseCode code() {
      return code;
    }
  }

  private final Handler handler;

  /** First and second byte, length, mask. */
  private final byte[] head = new byte[14];

  private int headSize;
  private int opcode;
  private boolean isLast;
  private boolean inPayload;
  private boolean inMessage;
  private long remaining;
  private int maskIndex;
  private byte[] control = {};
  private int controlSize;

  FrameReader(Handler handler) {
    this.handler = handler;
  }

  /** Whether a frame or message is incomplete. */
  boolean isInside() {
    return headSize > 0 || inMessage;
  }

  /**
   * Reads until the handler pauses; the bytes are changed on the way.
   *
   * @return the position of the first byte that was not read
   */
  int read(byte[] data, int from, int to) {
    int i = from;
    while (!handler.isPaused() && (i < to || (inPayload && remaining == 0))) {
      i = inPayload ? readPayload(data, i, to) : readHead(data, i, to);
    }
    return i;
  }

  private int readHead(byte[] data, int from, int to) {
    int i = from;
    while (i < to && headSize < headLength()) {
      head[headSize++] = data[i++];
      if (headSize == 2) {
        checkFirst();
      }
    }
    if (headSize == headLength()) {
      begin();
    }
    return i;
  }

  /** As far as it is known. */
  private int headLength() {
    if (headSize < 2) {
      return 2;
    }
    int length = head[1] & 0x7f;
    return 2 + (length == 126 ? 2 : length == 127 ? 8 : 0) + MASK_BYTES;
  }

  private void checkFirst() {
    opcode = head[0] & 0x0f;
    isLast = head[0] < 0;
    check((head[0] & 0x70) == 0, "an extension that was not agreed on");
    check(head[1] < 0, "a frame without mask");
    switch (opcode) {
      case Frames.TEXT, Frames.BINARY -> check(!inMessage, "a message within a message");
      case Frames.CONTINUATION -> check(inMessage, "a fragment of nothing");
      case Frames.CLOSE, Frames.PING, Frames.PONG ->
          check(isLast && (head[1] & 0x7f) <= Frames.MAX_CONTROL, "a control frame too big");
      default -> check(false, "a frame of unknown kind");
    }
    if (opcode == Frames.BINARY) {
      // RFC 7395 §3.2
      throw new FrameException(CloseCode.UNSUPPORTED_DATA, "a message that is not text");
    }
  }

  private static void check(boolean fine, String complaint) {
    if (!fine) {
      throw new FrameException(CloseCode.PROTOCOL_ERROR, complaint);
    }
  }

  private boolean isControl() {
    return opcode >= Frames.CLOSE;
  }

  private void begin() {
    int length = head[1] & 0x7f;
    int lengthEnd = headSize - MASK_BYTES;
    if (lengthEnd == 2) {
      remaining = length;
    } else {
      remaining = 0;
      for (int i = 2; i < lengthEnd; i++) {
        remaining = remaining << 8 | head[i] & 0xff;
      }
      check(remaining >= (lengthEnd == 4 ? 126 : 0x10000), "a length in too many bytes");
    }
    inPayload = true;
    maskIndex = 0;
    if (isControl()) {
      control = new byte[(int) remaining];
      controlSize = 0;
    } else {
      boolean isFirst = !inMessage;
      inMessage = true;
      handler.fragment(isFirst, remaining);
    }
  }

  private int readPayload(byte[] data, int from, int to) {
    int length = (int) Math.min(remaining, to - from);
    unmask(data, from, length);
    remaining -= length;
    if (isControl()) {
      System.arraycopy(data, from, control, controlSize, length);
      controlSize += length;
    } else if (length > 0) {
      handler.payload(data, from, length);
    }
    if (remaining == 0) {
      end();
    }
    return from + length;
  }

  /** RFC 6455 §5.3, eight bytes at a time. */
  private void unmask(byte[] data, int from, int length) {
    int mask = headSize - MASK_BYTES;
    long eight = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      eight = eight << 8 | head[mask + (maskIndex + i & 3)] & 0xff;
    }
    int end = from + length;
    int i = from;
    for (; i <= end - Long.BYTES; i += Long.BYTES) {
      EIGHT_BYTES.set(data, i, (long) EIGHT_BYTES.get(data, i) ^ eight);
    }
    for (; i < end; i++) {
      data[i] ^= (byte) (eight >>> 8 * (Long.BYTES - 1 - (i - from & 7)));
    }
    maskIndex = maskIndex + length & 3;
  }

  private void end() {
    inPayload = false;
    headSize = 0;
    switch (opcode) {
      case Frames.PING -> handler.ping(control);
      case Frames.CLOSE -> handler.close();
      case Frames.PONG -> {}
      default -> {
        if (isLast) {
          inMessage = false;
          handler.messageEnds();
        }
      }
    }
  }
}

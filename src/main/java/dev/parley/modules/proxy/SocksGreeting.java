package dev.parley.modules.proxy;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a client says before a stream begins: SOCKS5 without authentication, CONNECT to a hash in
 * place of a host (RFC 1928 §3, §4; XEP-0065 §5.3.2).
 */
final class SocksGreeting {
  private static final int VERSION = 5;
  private static final int HASH_LENGTH = 40;
  private static final int REQUEST_LENGTH = 5 + HASH_LENGTH + 2;
  private static final int DOMAIN = 3;

  private Buffer received = Buffer.buffer();
  private boolean greeted;

  /** What follows from some more bytes. */
  sealed interface Outcome {
    /** Send this and wait for more; nothing if it is empty. */
    record More(Buffer answer) implements Outcome {}

    /** The client wants to be where this hash is; then send this. */
    record Wanted(String hash, Buffer answer) implements Outcome {}

    /** That is no client of ours: send this and close. */
    record Refused(Buffer answer) implements Outcome {}
  }

  /** Takes bytes; not to be called after an outcome that is not {@link Outcome.More}. */
  Outcome feed(Buffer bytes) {
    received.appendBuffer(bytes);
    if (received.length() > 2 + 255 + REQUEST_LENGTH) {
      return new Outcome.Refused(Buffer.buffer());
    }
    if (!greeted) {
      Outcome methods = methods();
      if (methods != null) {
        return methods;
      }
    }
    if (received.length() < REQUEST_LENGTH) {
      return new Outcome.More(Buffer.buffer());
    }
    return request();
  }

  private @Nullable Outcome methods() {
    if (received.length() < 2 || received.length() < 2 + received.getUnsignedByte(1)) {
      return new Outcome.More(Buffer.buffer());
    }
    int count = received.getUnsignedByte(1);
    boolean open = false;
    for (int i = 0; i < count; i++) {
      open |= received.getByte(2 + i) == 0;
    }
    if (received.getByte(0) != VERSION || !open) {
      return new Outcome.Refused(Buffer.buffer(new byte[] {VERSION, (byte) 0xff}));
    }
    greeted = true;
    received = received.getBuffer(2 + count, received.length());
    return received.length() == 0
        ? new Outcome.More(Buffer.buffer(new byte[] {VERSION, 0}))
        // Who does not wait for the first answer is not waited for either.
        : new Outcome.Refused(Buffer.buffer());
  }

  private Outcome request() {
    boolean wellFormed =
        received.length() == REQUEST_LENGTH
            && received.getByte(0) == VERSION
            && received.getByte(1) == 1
            && received.getByte(3) == DOMAIN
            && received.getUnsignedByte(4) == HASH_LENGTH
            && received.getShort(REQUEST_LENGTH - 2) == 0;
    String hash = received.getString(5, 5 + HASH_LENGTH, StandardCharsets.US_ASCII.name());
    if (!wellFormed || !hash.matches("[0-9a-fA-F]{40}")) {
      return new Outcome.Refused(Buffer.buffer(new byte[] {VERSION, 2, 0, 1, 0, 0, 0, 0, 0, 0}));
    }
    Buffer answer = received.copy();
    answer.setByte(1, (byte) 0);
    return new Outcome.Wanted(hash, answer);
  }
}

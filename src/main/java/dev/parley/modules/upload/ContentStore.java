package dev.parley.modules.upload;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where the bytes of files are. Futures complete on the context that asked. */
interface ContentStore {

  /**
   * Takes a file; completes once it would survive a power cut. If it fails, nothing of it can be
   * read.
   *
   * @param bytes exactly how many will come
   * @param content paused; is read no faster than it can be written
   * @return fails with {@link SizeException} if fewer or more come, with {@link IOException},
   *     {@link AwayException} among them, or as the stream does
   */
  Future<Void> put(String id, long bytes, ReadStream<Buffer> content);

  /**
   * Writes a part of a file that was put, and ends the stream.
   *
   * @param from the first byte, from 0
   * @param length how many bytes
   * @param to is written to no faster than it takes the bytes; not at all if there is no such file
   */
  Future<Void> send(String id, long from, long length, WriteStream<Buffer> to);

  /** Deletes a file, and what was received of it; does nothing if there is none. */
  Future<Void> delete(String id);

  /** Whether so many more bytes leave enough room for everything else. */
  Future<Boolean> hasRoom(long bytes);

  /** More or fewer bytes have come than were announced. */
  final class SizeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SizeException() {
      super("not the size that was announced", null, false, false);
    }
  }

  /** The store cannot be reached or refuses us; the message is for the operator. */
  final class AwayException extends IOException {
    private static final long serialVersionUID = 1;

    AwayException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}

package dev.parley.transport.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;

/**
 * Gathers what a connection says until it is a whole {@link ProxyHeader}. Holds buffers, so it is
 * to be {@linkplain #release released}. Used on the event loop of the connection only.
 */
public final class ProxyHeaderReader {
  private final CompositeByteBuf received = Unpooled.compositeBuffer();

  /** Has nothing yet. */
  public ProxyHeaderReader() {}

  /**
   * Takes more bytes, until there is a header.
   *
   * @param bytes released with the reader
   * @return empty if more bytes are needed
   * @throws IllegalArgumentException if what came does not begin with a header
   */
  public Optional<ProxyHeader> read(ByteBuf bytes) {
    received.addComponent(true, bytes);
    byte[] beginning = new byte[Math.min(received.readableBytes(), ProxyHeader.MAX_BYTES)];
    received.getBytes(0, beginning);
    Optional<ProxyHeader> header = ProxyHeader.parse(beginning);
    header.ifPresent(known -> received.skipBytes(known.size()));
    return header;
  }

  /** What came behind the header, to be released by the caller. */
  public ByteBuf rest() {
    return received.retainedSlice();
  }

  /** Lets go of all bytes. */
  public void release() {
    received.release();
  }
}

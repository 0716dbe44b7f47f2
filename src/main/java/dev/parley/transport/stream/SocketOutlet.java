package dev.parley.transport.stream;

import dev.parley.protocol.xml.ByteSink;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.net.NetSocketInternal;
import org.jspecify.annotations.Nullable;

/**
 * Writes into a socket, on its event loop. What is written goes to the channel itself: the queue
 * that Vert.x puts before it is for other threads.
 */
final class SocketOutlet implements Outlet {
  private static final Future<Void> DONE = Future.succeededFuture();

  private final ChannelHandlerContext context;
  private final ByteBuf shared;
  private final Runnable onDrained;

  /** The last that the socket has not taken yet; null if it has all. */
  private @Nullable ChannelPromise last;

  /**
   * Writes nothing yet.
   *
   * @param shared what all outlets of the event loop write from
   * @param onDrained called when all is in the socket that was too much for it
   */
  SocketOutlet(NetSocketInternal socket, ByteBuf shared, Runnable onDrained) {
    this.context = socket.channelHandlerContext();
    this.shared = shared;
    this.onDrained = onDrained;
  }

  @Override
  public boolean isFull() {
    return last != null && !context.channel().isWritable();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it is the promise that was given
  @Override
  public Future<Void> write(ByteSink sink) {
    ChannelPromise written = context.newPromise();
    context.writeAndFlush(bufferOf(sink), written);
    return written.isSuccess() ? DONE : later(written);
  }

  /** Most often all is encrypted, or in the socket, at once: the same bytes serve for the next. */
  private ByteBuf bufferOf(ByteSink sink) {
    boolean isFree = shared.refCnt() == 1 && sink.size() <= shared.capacity();
    ByteBuf buffer = isFree ? shared.clear().retain() : context.alloc().directBuffer(sink.size());
    return buffer.writeBytes(sink.array(), 0, sink.size());
  }

  @SuppressWarnings("ReferenceEquality") // the very same write
  private Future<Void> later(ChannelPromise written) {
    last = written;
    Promise<Void> promise = Promise.promise();
    written.addListener(result -> {
      if (result.isSuccess()) {
        promise.complete();
      } else {
        promise.fail(result.cause());
      }
      if (last == written) {
        last = null;
        onDrained.run();
      }
    });
    return promise.future();
  }
}

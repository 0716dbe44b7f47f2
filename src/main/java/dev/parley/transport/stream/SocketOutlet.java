package dev.parley.transport.stream;

import dev.parley.protocol.xml.ByteSink;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.net.NetSocketInternal;

/**
 * Writes into a socket, on its event loop. What is written goes to the channel itself: the queue
 * that Vert.x puts before it is for other threads.
 */
final class SocketOutlet implements Outlet {
  private static final Future<Void> DONE = Future.succeededFuture();

  private final ChannelHandlerContext context;
  private final ByteBuf shared;

  /**
   * Writes nothing yet.
   *
   * @param shared what all outlets of the event loop write from
   */
  SocketOutlet(NetSocketInternal socket, ByteBuf shared) {
    this.context = socket.channelHandlerContext();
    this.shared = shared;
  }

  /** Has {@code onDrained} called whenever the outlet is not full any more. */
  SocketOutlet onDrained(Runnable onDrained) {
    context.pipeline().addBefore(context.name(), null, new Drained(onDrained));
    return this;
  }

  @Override
  public boolean isFull() {
    return !context.channel().isWritable();
  }

  @Override
  public Future<Void> write(ByteSink sink) {
    ChannelPromise written = context.newPromise();
    context.writeAndFlush(bufferOf(sink), written);
    return written.isSuccess() ? DONE : later(written);
  }

  /** Most often all is encrypted, or in the socket, at once: the same bytes serve for the next. */
  private ByteBuf bufferOf(ByteSink sink) {
    boolean isFree = shared.refCnt() == 1 && sink.size() <= shared.capacity();
    ByteBuf buffer =
        isFree ? shared.clear().retain() : context.alloc().directBuffer(sink.size());
    return buffer.writeBytes(sink.array(), 0, sink.size());
  }

  private static Future<Void> later(ChannelPromise written) {
    Promise<Void> promise = Promise.promise();
    written.addListener(result -> {
      if (result.isSuccess()) {
        promise.complete();
      } else {
        promise.fail(result.cause());
      }
    });
    return promise.future();
  }

  private static final class Drained extends ChannelInboundHandlerAdapter {
    private final Runnable onDrained;

    Drained(Runnable onDrained) {
      this.onDrained = onDrained;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext handler) {
      if (handler.channel().isWritable()) {
        onDrained.run();
      }
      handler.fireChannelWritabilityChanged();
    }
  }
}

package dev.parley.transport.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.net.NetSocketInternal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for the {@link ProxyHeader} of a connection that comes by way of a proxy. */
public final class ProxyGreeting {
  private final Promise<Client> said = Promise.promise();
  private final ScheduledFuture<?> timer;
  private ByteBuf received = Unpooled.EMPTY_BUFFER;

  /**
   * Who is behind the proxy.
   *
   * @param address without port; null for the proxy itself
   * @param rest what the client has said already, to be read by whoever reads next; to be released
   */
  public record Client(@Nullable String address, ByteBuf rest) {}

  private ProxyGreeting(NetSocketInternal socket, Duration patience) {
    this.timer =
        socket
            .channelHandlerContext()
            .channel()
            .eventLoop()
            .schedule(
                () -> said.tryFail("no PROXY header in time"),
                patience.toMillis(),
                TimeUnit.MILLISECONDS);
  }

  /**
   * Reads the header.
   *
   * @return completes on the event loop of the socket; fails if there is none, or not in time
   */
  public static Future<Client> read(NetSocketInternal socket, Duration patience) {
    ProxyGreeting greeting = new ProxyGreeting(socket, patience);
    socket.messageHandler(greeting::take);
    socket.closeHandler(closed -> greeting.said.tryFail("closed before the PROXY header"));
    return greeting
        .said
        .future()
        .onComplete(known -> {
          greeting.timer.cancel(false);
          if (known.failed()) {
            greeting.received.release();
          }
        });
  }

  private void take(Object message) {
    if (!(message instanceof ByteBuf bytes) || said.future().isComplete()) {
      ReferenceCountUtil.release(message);
      return;
    }
    received = Unpooled.wrappedBuffer(received, bytes);
    byte[] all = new byte[Math.min(received.readableBytes(), ProxyHeader.MAX_BYTES)];
    received.getBytes(received.readerIndex(), all);
    try {
      Optional<ProxyHeader> header = ProxyHeader.parse(all);
      if (header.isPresent()) {
        received.skipBytes(header.get().size());
        said.complete(new Client(header.get().address(), received));
      }
    } catch (IllegalArgumentException wrong) {
      said.fail(wrong);
    }
  }

  /** Has what the client has said already be read as if it came now. */
  public static void replay(NetSocketInternal socket, ByteBuf rest) {
    if (rest.isReadable()) {
      socket.channelHandlerContext().channel().pipeline().fireChannelRead(rest);
    } else {
      rest.release();
    }
  }
}

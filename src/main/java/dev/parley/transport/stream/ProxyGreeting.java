package dev.parley.transport.stream;

import dev.parley.core.config.Networks;
import dev.parley.core.config.ParleyConfig;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the {@link ProxyHeader} of a connection that comes by way of a proxy. */
public final class ProxyGreeting {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyGreeting.class);

  private final Promise<Client> said = Promise.promise();
  private final ScheduledFuture<?> timer;
  private ByteBuf received = Unpooled.EMPTY_BUFFER;

  /**
   * Who is behind the proxy.
   *
   * @param address without port; null for the proxy itself
   * @param rest what the client has said already, to be read by whoever reads next; to be released
   */
  private record Client(@Nullable String address, ByteBuf rest) {}

  /** Who lets connections in. */
  @FunctionalInterface
  public interface Door {
    /**
     * Lets it in, or closes it.
     *
     * @param address whose it is, without port; empty if unknown
     * @param first what has been said already; to be {@linkplain #replay replayed} or released
     */
    void admit(NetSocketInternal socket, String address, ByteBuf first);
  }

  /**
   * Brings a new connection to the door: at once, or once a proxy of {@code listen.proxyProtocol}
   * has said whose it is. One that does not say so is closed.
   */
  public static void receive(NetSocket socket, ParleyConfig config, Door door) {
    NetSocketInternal connection = (NetSocketInternal) socket;
    connection.exceptionHandler(cause -> LOG.debug("connection failed: {}", cause.toString()));
    SocketAddress remote = socket.remoteAddress();
    String peer = remote == null ? "" : remote.hostAddress();
    if (!Networks.contain(config.listen().proxyProtocol(), peer)) {
      door.admit(connection, peer, Unpooled.EMPTY_BUFFER);
      return;
    }
    read(connection, config.limits().stream().tlsTimeout())
        .onSuccess(client ->
            door.admit(
                connection, client.address() == null ? peer : client.address(), client.rest()))
        .onFailure(cause -> {
          LOG.warn("{} is in listen.proxyProtocol, but: {}", peer, cause.getMessage());
          socket.close();
        });
  }

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
  private static Future<Client> read(NetSocketInternal socket, Duration patience) {
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

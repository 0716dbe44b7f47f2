package dev.parley.transport.stream;

import dev.parley.core.config.Networks;
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
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the {@link ProxyHeader} of a connection that comes by way of a proxy. */
final class ProxyGreeting {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyGreeting.class);

  private final Promise<Client> said = Promise.promise();
  private final ProxyHeaderReader reader = new ProxyHeaderReader();
  private final ScheduledFuture<?> timer;

  /**
   * Who is behind the proxy.
   *
   * @param address without port; null for the proxy itself
   * @param rest what the client has said already, to be read by whoever reads next; to be released
   */
  private record Client(@Nullable String address, ByteBuf rest) {}

  /** Who lets connections in. */
  @FunctionalInterface
  interface Door {
    /**
     * Lets it in, or closes it.
     *
     * @param address whose it is, without port; empty if unknown
     * @param first what has been said already; to be {@linkplain #replay replayed} or released
     */
    void admit(NetSocketInternal socket, String address, ByteBuf first);
  }

  /**
   * Brings a new connection to the door: at once, or once a proxy has said whose it is. One that
   * does not say so is closed.
   *
   * @param proxies addresses and networks of those whose connections begin with a header
   * @param patience how long the header may take
   */
  static void receive(NetSocket socket, List<String> proxies, Duration patience, Door door) {
    NetSocketInternal connection = (NetSocketInternal) socket;
    connection.exceptionHandler(cause -> LOG.debug("connection failed: {}", cause.toString()));
    SocketAddress remote = socket.remoteAddress();
    String peer = remote == null ? "" : remote.hostAddress();
    if (!Networks.contain(proxies, peer)) {
      door.admit(connection, peer, Unpooled.EMPTY_BUFFER);
      return;
    }
    read(connection, patience)
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
          greeting.reader.release();
        });
  }

  private void take(Object message) {
    if (!(message instanceof ByteBuf bytes) || said.future().isComplete()) {
      ReferenceCountUtil.release(message);
      return;
    }
    try {
      reader
          .read(bytes)
          .ifPresent(header -> said.complete(new Client(header.address(), reader.rest())));
    } catch (IllegalArgumentException wrong) {
      said.fail(wrong);
    }
  }

  /** Has what the client has said already be read as if it came now. */
  static void replay(NetSocketInternal socket, ByteBuf rest) {
    if (rest.isReadable()) {
      socket.channelHandlerContext().channel().pipeline().fireChannelRead(rest);
    } else {
      rest.release();
    }
  }
}

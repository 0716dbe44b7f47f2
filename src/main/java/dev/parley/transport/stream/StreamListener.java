package dev.parley.transport.stream;

import dev.parley.core.config.ConnectionLimits;
import dev.parley.core.config.ParleyConfig;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port of a {@link PortVerticle} on which streams begin: finds out whose a connection is,
 * counts it, and encrypts it where that comes first (XEP-0368).
 */
public final class StreamListener {
  private static final Logger LOG = LoggerFactory.getLogger(StreamListener.class);

  private final Host host;
  private final ConnectionLimiter limiter;
  private final NetServer server;
  private final StartTls startTls;
  private final SocketWire.Loop loop;

  /** Who has connections become streams. Called on the event loop of the listener. */
  public interface Host {
    /** As it is at the time of asking. */
    ParleyConfig settings();

    /** How many connections there may be. */
    ConnectionLimits limits();

    /** Addresses and networks of proxies, whose connections begin with a {@link ProxyHeader}. */
    List<String> proxies();

    /** How to speak TLS from the first byte; null for streams that begin without. */
    @Nullable ServerSSLOptions directTls();

    /**
     * Begins a stream; when it has ended, the limiter has to hear of it.
     *
     * @param address whose it is, without port; empty if unknown
     */
    void begin(NetSocketInternal socket, String address);
  }

  /**
   * Does not listen yet.
   *
   * @param limiter counts the connections of all listeners that share it
   * @param options what the engine for TLS and the backlog are taken from
   */
  public StreamListener(
      Context context, Host host, ConnectionLimiter limiter, NetServerOptions options) {
    this.host = host;
    this.limiter = limiter;
    this.server =
        context
            .owner()
            .createNetServer(
                options.setTcpNoDelay(true).setTcpKeepAlive(true).setTcpUserTimeout(60_000));
    this.startTls = new StartTls(context, options.getSslEngineOptions());
    this.loop = new SocketWire.Loop(new LoopFlusher(), startTls);
  }

  /** Completes when the port is bound. */
  public Future<?> listen(LocalPort port) {
    return server
        .connectHandler(socket ->
            ProxyGreeting.receive(
                socket,
                host.proxies(),
                host.settings().limits().stream().tlsTimeout(),
                this::admit))
        .exceptionHandler(cause -> LOG.debug("connection refused: {}", cause.toString()))
        .listen(port.port(), port.host());
  }

  /** What the wires of all its connections share. */
  public SocketWire.Loop loop() {
    return loop;
  }

  /** The port that was bound. */
  public int port() {
    return server.actualPort();
  }

  /** Lets a connection in that has said this already, or closes it. */
  private void admit(NetSocketInternal socket, String address, ByteBuf first) {
    if (!limiter.admit(address, host.limits(), System.nanoTime())) {
      LOG.debug("connection from {} refused: too many", address);
      first.release();
      socket.close();
      return;
    }
    // Not by the server, which would tell of a connection only when its handshake is over.
    ServerSSLOptions directTls = host.directTls();
    if (directTls == null) {
      host.begin(socket, address);
      ProxyGreeting.replay(socket, first);
    } else {
      startTls
          .upgrade(socket, Unpooled.EMPTY_BUFFER, first, directTls)
          .onSuccess(secure -> host.begin(socket, address))
          .onFailure(cause -> {
            LOG.debug("no TLS with {}: {}", address, cause.toString());
            limiter.leave(address);
            socket.close();
          });
    }
  }
}

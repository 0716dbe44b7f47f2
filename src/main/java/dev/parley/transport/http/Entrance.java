package dev.parley.transport.http;

import dev.parley.core.config.ConnectionLimits;
import dev.parley.core.config.Networks;
import dev.parley.core.config.ParleyConfig;
import dev.parley.transport.stream.ConnectionLimiter;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about connections to the ports of HTTP before anything of them is read: handshakes of TLS
 * that do not end count as well (an HTTP server of Vert.x hears of connections only when they are
 * over). Called on the event loops of listeners and connections.
 */
final class Entrance {
  private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);

  private final Supplier<ParleyConfig> config;
  private final ConnectionLimiter limiter;

  Entrance(Supplier<ParleyConfig> config, ConnectionLimiter limiter) {
    this.config = config;
    this.limiter = limiter;
  }

  /** False if the connection is to be closed. */
  boolean admit(Channel channel) {
    String peer =
        channel.remoteAddress() instanceof InetSocketAddress address && address.getAddress() != null
            ? address.getAddress().getHostAddress()
            : "";
    if (Networks.contain(config.get().http().proxyProtocol(), peer)) {
      channel.pipeline().addFirst("proxy", new ProxiedEntrance(this, peer));
      return true;
    }
    return admit(channel, peer);
  }

  /** The same, for who is behind a proxy. */
  boolean admit(Channel channel, String address) {
    ParleyConfig now = config.get();
    if (Networks.contain(now.http().proxies(), address)) {
      return true;
    }
    if (!limiter.admit(address, limits(now), System.nanoTime())) {
      LOG.debug("connection from {} refused: too many", address);
      return false;
    }
    channel.closeFuture().addListener(closed -> limiter.leave(address));
    return true;
  }

  /** How long the header of a proxy may take. */
  Duration patience() {
    return config.get().limits().stream().tlsTimeout();
  }

  private static ConnectionLimits limits(ParleyConfig config) {
    ConnectionLimits all = config.limits().connections();
    return new ConnectionLimits(
        all.total(),
        config.limits().http().connectionsPerAddress(),
        all.perPrefix(),
        all.newPerSecondPerPrefix(),
        all.newBurstPerPrefix());
  }
}

package dev.parley.transport.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.transport.Transport;
import java.net.SocketAddress;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The best transport of the machine, with {@link Entrances} before all listening sockets. Vert.x
 * has no other place to look at connections of an HTTP server with TLS before their handshake.
 */
public final class GuardedTransport implements Transport, io.vertx.core.spi.transport.Transport {
  private final Transport base;
  private final io.vertx.core.spi.transport.Transport parts;
  private final Entrances entrances;

  /** Guards the native transport if there is one for this machine, else that of the JDK. */
  public GuardedTransport(Entrances entrances) {
    Transport best = Transport.nativeTransport();
    this.base = best != null && best.available() ? best : Transport.NIO;
    this.parts = base.implementation();
    this.entrances = entrances;
  }

  @Override
  public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
    ChannelFactory<? extends ServerChannel> factory = parts.serverChannelFactory(domainSocket);
    return () -> {
      ServerChannel listening = factory.newChannel();
      listening.pipeline().addFirst("entrances", entrances);
      return listening;
    };
  }

  @Override
  public String name() {
    return base.name();
  }

  @Override
  public boolean available() {
    return base.available();
  }

  @Override
  public boolean isAvailable() {
    return parts.isAvailable();
  }

  @Override
  public @Nullable Throwable unavailabilityCause() {
    return base.unavailabilityCause();
  }

  @Override
  public io.vertx.core.spi.transport.Transport implementation() {
    return this;
  }

  @Override
  public boolean supportsDomainSockets() {
    return parts.supportsDomainSockets();
  }

  @Override
  public boolean supportFileRegion() {
    return parts.supportFileRegion();
  }

  @Override
  public SocketAddress convert(io.vertx.core.net.SocketAddress address) {
    return parts.convert(address);
  }

  @Override
  public io.vertx.core.net.@Nullable SocketAddress convert(SocketAddress address) {
    return parts.convert(address);
  }

  @Override
  public IoHandlerFactory ioHandlerFactory() {
    return parts.ioHandlerFactory();
  }

  @Override
  public EventLoopGroup eventLoopGroup(
      int type, int threads, ThreadFactory threadFactory, int ioRatio) {
    return parts.eventLoopGroup(type, threads, threadFactory, ioRatio);
  }

  @Override
  public DatagramChannel datagramChannel() {
    return parts.datagramChannel();
  }

  @Override
  @SuppressWarnings("deprecation") // of the interface
  public DatagramChannel datagramChannel(InternetProtocolFamily family) {
    return parts.datagramChannel(family);
  }

  @Override
  public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
    return parts.channelFactory(domainSocket);
  }

  @Override
  public void configure(DatagramChannel channel, DatagramSocketOptions options) {
    parts.configure(channel, options);
  }

  @Override
  public void configure(
      ClientOptionsBase options, int connectTimeout, boolean domain, Bootstrap to) {
    parts.configure(options, connectTimeout, domain, to);
  }

  @Override
  public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
    parts.configure(options, domainSocket, bootstrap);
  }
}

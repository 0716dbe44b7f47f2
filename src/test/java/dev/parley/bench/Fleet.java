package dev.parley.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLException;

/**
 * All clients of a run, on one event loop: state needs no locks, and the load can take no more than
 * one processor from the server it measures.
 */
final class Fleet implements AutoCloseable {
  /** Connections leave from this many loopback addresses, so that ports do not run out. */
  private static final int SOURCES = 8;

  static {
    // Otherwise Netty rounds short timers to milliseconds, and messages would leave late.
    System.setProperty("io.netty.channel.epoll.epollWaitThreshold", "0");
  }

  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop loop;
  private final Class<? extends Channel> channelType;
  private final SslContext tls;
  private final CompletableFuture<Void> failure = new CompletableFuture<>();
  private byte[] scratch = new byte[1 << 16];
  private final LongAdder reads = new LongAdder();
  private int connections;

  Fleet() throws SSLException {
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    group = new MultiThreadIoEventLoopGroup(1, io);
    loop = group.next();
    channelType = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    tls =
        SslContextBuilder.forClient()
            .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
            .trustManager(InsecureTrustManagerFactory.INSTANCE)
            .protocols("TLSv1.3")
            .endpointIdentificationAlgorithm(null)
            .build();
  }

  EventLoop loop() {
    return loop;
  }

  /** Fails as soon as any connection does; never completes otherwise. */
  CompletableFuture<Void> failure() {
    return failure;
  }

  void fail(Throwable cause) {
    failure.completeExceptionally(cause);
  }

  /** Opens one connection; {@code listener} is told when it is ready. */
  Client connect(Target target, Security security, Listener listener) {
    var client = new Client(this, security, listener);
    open(target, security, pipeline(target, client, security));
    return client;
  }

  private void open(Target target, Security security, ChannelInitializer<Channel> pipeline) {
    String source = "127.0.0." + (1 + connections++ % SOURCES);
    ChannelFuture connected =
        new Bootstrap()
            .group(loop)
            .channel(channelType)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_REUSEADDR, true)
            .handler(pipeline)
            .connect(
                new InetSocketAddress(target.host(), target.port(security)),
                new InetSocketAddress(source, 0));
    connected.addListener(done -> {
      if (!done.isSuccess()) {
        fail(new IllegalStateException("cannot connect to " + target, done.cause()));
      }
    });
  }

  SslHandler tlsHandler(ByteBufAllocator allocator) {
    return tls.newHandler(allocator);
  }

  /** How often anything was read; any thread may ask. */
  long reads() {
    return reads.sum();
  }

  /** A buffer of at least that many bytes, shared by all clients during one read. */
  byte[] scratch(int size) {
    reads.increment();
    if (scratch.length < size) {
      scratch = new byte[2 * size];
    }
    return scratch;
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }

  private ChannelInitializer<Channel> pipeline(Target target, Client client, Security security) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        var pipeline = channel.pipeline();
        switch (security) {
          case PLAIN, STARTTLS -> {}
          case DIRECT -> pipeline.addLast(tlsHandler(channel.alloc()));
          case WEBSOCKET -> pipeline.addLast(tlsHandler(channel.alloc()), new WebSocketCodec());
          case COMPONENT -> pipeline.addLast(new ComponentHandshake());
          case BOSH -> {
            var codec = new BoshCodec();
            pipeline.addLast(tlsHandler(channel.alloc()), codec.first(), codec);
            open(target, security, alone(codec.second()));
          }
        }
        pipeline.addLast(client);
      }
    };
  }

  /** The second connection of a client. */
  private ChannelInitializer<Channel> alone(BoshLine line) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(tlsHandler(channel.alloc()), line);
      }
    };
  }
}

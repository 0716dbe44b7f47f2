package dev.parley.transport.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.internal.net.SslChannelProvider;
import io.vertx.core.internal.tls.SslContextManager;
import io.vertx.core.internal.tls.SslContextProvider;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Changes connections to TLS, after some stanzas (RFC 6120 §5.4.3) or at once (XEP-0368).
 *
 * <p>Workaround: Vert.x, whose {@code NetSocket.upgradeToSsl} fails on all instances of a listener
 * but the first, since 5.0. This does the same from the same parts.
 */
public final class StartTls {
  private final ContextInternal context;
  private final SslContextManager contexts;

  /**
   * For the connections of one listener.
   *
   * @param engine what does the cryptography; null for the JDK's
   */
  public StartTls(Context context, @Nullable SSLEngineOptions engine) {
    this.context = (ContextInternal) context;
    this.contexts = new SslContextManager(SslContextManager.resolveEngineOptions(engine, false));
  }

  /**
   * Writes what comes last in clear text, then speaks TLS. Nothing is read in between.
   *
   * @return completes after the handshake, on the context of the listener; fails, with the
   *     connection closed, if there is none
   */
  public Future<Void> upgrade(NetSocketInternal socket, ByteBuf last, ServerSSLOptions options) {
    return upgrade(socket, last, Unpooled.EMPTY_BUFFER, options);
  }

  /**
   * The same for a connection on which the peer has spoken already.
   *
   * @param first what it said
   */
  public Future<Void> upgrade(
      NetSocketInternal socket, ByteBuf last, ByteBuf first, ServerSSLOptions options) {
    Channel channel = socket.channelHandlerContext().channel();
    channel.config().setAutoRead(false);
    Promise<Void> done = context.promise();
    contexts
        .resolveSslContextProvider(
            options, null, options.getClientAuth(), options.getApplicationLayerProtocols(), context)
        .onFailure(cause -> {
          last.release();
          first.release();
          done.fail(cause);
        })
        .onSuccess(provider ->
            begin(channel, last, options, provider, done)
                .addListener(begun -> ProxyGreeting.replay(socket, first)));
    return done.future();
  }

  /**
   * Begins a handshake with a server this one has connected to.
   *
   * @param serverName whom to ask for (RFC 6066 §3), as A-labels
   * @return as of {@link #upgrade}
   */
  public Future<Void> connect(
      NetSocketInternal socket, ClientSSLOptions options, String serverName) {
    Channel channel = socket.channelHandlerContext().channel();
    channel.config().setAutoRead(false);
    Promise<Void> done = context.promise();
    contexts
        .resolveSslContextProvider(
            options, "", null, options.getApplicationLayerProtocols(), context)
        .onFailure(done::fail)
        .onSuccess(provider -> {
          SslChannelProvider handlers = new SslChannelProvider(context.owner(), provider, false);
          add(
              channel,
              done,
              handlers.createClientSslHandler(
                  SocketAddress.inetSocketAddress(socket.remoteAddress().port(), serverName),
                  serverName,
                  options.isUseAlpn(),
                  options.getSslHandshakeTimeout(),
                  options.getSslHandshakeTimeoutUnit()));
        });
    return done.future();
  }

  private static void add(Channel channel, Promise<Void> done, ChannelHandler handler) {
    channel.pipeline().addFirst("handshaker", new Completion(done));
    channel.pipeline().addFirst("ssl", handler);
    channel.config().setAutoRead(true);
  }

  private ChannelFuture begin(
      Channel channel,
      ByteBuf last,
      ServerSSLOptions options,
      SslContextProvider provider,
      Promise<Void> done) {
    SslChannelProvider handlers =
        new SslChannelProvider(context.owner(), provider, options.isSni());
    return channel
        .writeAndFlush(last)
        .addListener(written -> {
          if (!written.isSuccess()) {
            done.fail(written.cause());
            return;
          }
          add(
              channel,
              done,
              handlers.createServerHandler(
                  options.isUseAlpn(),
                  options.getSslHandshakeTimeout(),
                  options.getSslHandshakeTimeoutUnit(),
                  null));
        });
  }

  /** Waits for the end of the handshake. */
  private static final class Completion extends ChannelInboundHandlerAdapter {
    private final Promise<Void> done;

    Completion(Promise<Void> done) {
      this.done = done;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext handler, Object event) {
      if (event instanceof SslHandshakeCompletionEvent completion) {
        handler.pipeline().remove(this);
        if (completion.isSuccess()) {
          done.complete();
        } else {
          done.fail(completion.cause());
        }
      } else {
        handler.fireUserEventTriggered(event);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext handler) {
      done.tryFail("closed before the end of the handshake");
      handler.fireChannelInactive();
    }
  }
}

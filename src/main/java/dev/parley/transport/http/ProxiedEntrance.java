package dev.parley.transport.http;

import dev.parley.transport.stream.ProxyHeader;
import dev.parley.transport.stream.ProxyHeaderReader;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the header of the PROXY protocol off a connection, and tells Vert.x whose connection it is.
 * First in the pipeline, and gone when the header is.
 */
final class ProxiedEntrance extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(ProxiedEntrance.class);

  private final Entrance entrance;
  private final String peer;
  private final ProxyHeaderReader reader = new ProxyHeaderReader();
  private @Nullable ScheduledFuture<?> timer;
  private boolean refused;

  ProxiedEntrance(Entrance entrance, String peer) {
    this.entrance = entrance;
    this.peer = peer;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext here) {
    timer =
        here.executor()
            .schedule(
                () -> refuse(here, "no PROXY header in time"),
                entrance.patience().toMillis(),
                TimeUnit.MILLISECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext here) {
    ScheduledFuture<?> set = timer;
    if (set != null) {
      set.cancel(false);
    }
    reader.release();
  }

  @Override
  public void channelRead(ChannelHandlerContext here, Object message) {
    if (refused || !(message instanceof ByteBuf bytes)) {
      ReferenceCountUtil.release(message);
      return;
    }
    try {
      reader.read(bytes).ifPresent(header -> enter(here, header));
    } catch (IllegalArgumentException wrong) {
      refuse(here, wrong.getMessage());
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a connection that is gone needs no end
  private void enter(ChannelHandlerContext here, ProxyHeader header) {
    String client = header.address();
    if (client != null) {
      here.channel()
          .attr(ConnectionBase.REMOTE_ADDRESS_OVERRIDE)
          .set(SocketAddress.inetSocketAddress(0, client));
    }
    if (!entrance.admit(here.channel(), client == null ? peer : client)) {
      refused = true;
      here.close();
      return;
    }
    ByteBuf rest = reader.rest();
    here.pipeline().remove(this);
    if (rest.isReadable()) {
      here.fireChannelRead(rest);
    } else {
      rest.release();
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a connection that is gone needs no end
  private void refuse(ChannelHandlerContext here, @Nullable String reason) {
    refused = true;
    LOG.warn("{} is in http.proxyProtocol, but: {}", peer, reason);
    here.close();
  }
}

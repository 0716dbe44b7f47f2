package dev.parley.transport.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The entrances of one Vert.x instance, by port. As a handler of listening sockets it looks at each
 * connection before anybody else does; those to ports without entrance pass.
 */
@Sharable
public final class Entrances extends ChannelInboundHandlerAdapter {
  private final Map<Integer, Entrance> entrances = new ConcurrentHashMap<>();

  /** From now on, connections to that port have to pass. */
  void open(int port, Entrance entrance) {
    entrances.put(port, entrance);
  }

  @Override
  public void channelRead(ChannelHandlerContext here, Object accepted) {
    if (accepted instanceof Channel channel && !isAdmitted(here.channel(), channel)) {
      // Of no event loop yet; so nothing of it is read.
      channel.unsafe().closeForcibly();
    } else {
      here.fireChannelRead(accepted);
    }
  }

  private boolean isAdmitted(Channel listening, Channel channel) {
    if (!(listening.localAddress() instanceof InetSocketAddress address)) {
      return true;
    }
    Entrance entrance = entrances.get(address.getPort());
    return entrance == null || entrance.admit(channel);
  }
}

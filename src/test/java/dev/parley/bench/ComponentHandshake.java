package dev.parley.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Opens the stream of a component (XEP-0114 §3); what comes after it is left to the client. */
final class ComponentHandshake extends ChannelInboundHandlerAdapter {
  private static final String HEADER =
      "<stream:stream xmlns='jabber:component:accept' to='"
          + ComponentLoad.DOMAIN
          + "' xmlns:stream='http://etherx.jabber.org/streams'>";
  private static final Pattern ID = Pattern.compile("<stream:stream [^>]*id=['\"]([^'\"]+)[^>]*>");
  private static final Pattern DONE = Pattern.compile("<handshake ?/>");

  private final StringBuilder received = new StringBuilder();
  private boolean proven;

  @Override
  public void channelActive(ChannelHandlerContext channel) {
    write(channel, HEADER);
  }

  @Override
  public void channelRead(ChannelHandlerContext channel, Object read) {
    var bytes = (ByteBuf) read;
    received.append(bytes.toString(StandardCharsets.UTF_8));
    bytes.release();
    var id = ID.matcher(received);
    if (!proven && id.find()) {
      proven = true;
      write(channel, "<handshake>" + proof(id.group(1)) + "</handshake>");
    }
    if (DONE.matcher(received).find()) {
      channel.pipeline().remove(this);
      channel.fireChannelActive();
    }
  }

  private static void write(ChannelHandlerContext channel, String xml) {
    var bytes = Unpooled.copiedBuffer(xml, StandardCharsets.UTF_8);
    channel.writeAndFlush(bytes, channel.voidPromise());
  }

  private static String proof(String id) {
    try {
      byte[] text = (id + ComponentLoad.SECRET).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

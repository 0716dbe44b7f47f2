package dev.parley.bench;

import dev.parley.testing.Standalone;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lets a client that speaks as over TCP speak over WebSocket (RFC 7395): what it writes is cut into
 * messages, and what comes looks like a stream to it.
 */
final class WebSocketCodec extends ChannelDuplexHandler {
  private static final String FRAMING = "urn:ietf:params:xml:ns:xmpp-framing";
  private static final String REQUEST =
      "GET /xmpp-websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
          + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
          + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: xmpp\r\n\r\n";
  private static final String HEADER = "<?xml version='1.0'?><stream:stream xmlns='jabber:client'>";

  private ByteBuf received = Unpooled.EMPTY_BUFFER;
  private @Nullable Object handshake;
  private boolean upgraded;

  @Override
  public void userEventTriggered(ChannelHandlerContext channel, Object event) {
    if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
      handshake = event;
      channel.writeAndFlush(text(REQUEST), channel.voidPromise());
    } else {
      channel.fireUserEventTriggered(event);
    }
  }

  private static ByteBuf text(String text) {
    return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void write(ChannelHandlerContext channel, Object message, ChannelPromise promise) {
    var bytes = (ByteBuf) message;
    var xml = bytes.toString(StandardCharsets.UTF_8);
    bytes.release();
    var frames = channel.alloc().buffer(xml.length() + 64);
    if (xml.startsWith("<?xml")) {
      frame(frames, "<open xmlns='" + FRAMING + "' to='localhost' version='1.0'/>");
    } else {
      for (var element : Standalone.elements(xml)) {
        frame(
            frames, element.startsWith("</stream") ? "<close xmlns='" + FRAMING + "'/>" : element);
      }
    }
    channel.write(frames, promise);
  }

  /** Masked with zeros, which costs the client nothing and the server what any mask costs. */
  private static void frame(ByteBuf out, String text) {
    var payload = text.getBytes(StandardCharsets.UTF_8);
    out.writeByte(0x81);
    if (payload.length < 126) {
      out.writeByte(0x80 | payload.length);
    } else {
      out.writeByte(0x80 | 126).writeShort(payload.length);
    }
    out.writeInt(0).writeBytes(payload);
  }

  @Override
  public void channelRead(ChannelHandlerContext channel, Object read) {
    received = Unpooled.wrappedBuffer(received, (ByteBuf) read);
    if (!upgraded && !upgrade(channel)) {
      return;
    }
    var out = channel.alloc().buffer();
    while (hasFrame()) {
      int opcode = received.readByte() & 0x0f;
      int length = received.readByte() & 0x7f;
      length = length == 126 ? received.readUnsignedShort() : length;
      if (opcode == 1) {
        payload(out, length);
      } else {
        received.skipBytes(length);
      }
    }
    if (!received.isReadable()) {
      received.release();
      received = Unpooled.EMPTY_BUFFER;
    }
    channel.fireChannelRead(out);
  }

  private boolean upgrade(ChannelHandlerContext channel) {
    var answer = received.toString(StandardCharsets.ISO_8859_1);
    int end = answer.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    if (!answer.startsWith("HTTP/1.1 101")) {
      throw new IllegalStateException(answer);
    }
    received.skipBytes(end + 4);
    upgraded = true;
    if (handshake != null) {
      channel.fireUserEventTriggered(handshake);
    }
    return true;
  }

  private boolean hasFrame() {
    int size = received.readableBytes();
    if (size < 2) {
      return false;
    }
    int at = received.readerIndex();
    int length = received.getByte(at + 1) & 0x7f;
    if (length == 127) {
      throw new IllegalStateException("a message larger than any here");
    }
    return length < 126
        ? size >= 2 + length
        : size >= 4 && size >= 4 + received.getUnsignedShort(at + 2);
  }

  private void payload(ByteBuf out, int length) {
    var start = received.toString(received.readerIndex(), 6, StandardCharsets.ISO_8859_1);
    if (start.equals("<open ")) {
      received.skipBytes(length);
      out.writeBytes(HEADER.getBytes(StandardCharsets.UTF_8));
    } else if (start.equals("<close")) {
      received.skipBytes(length);
      out.writeBytes("</stream:stream>".getBytes(StandardCharsets.UTF_8));
    } else {
      out.writeBytes(received, length);
    }
  }
}

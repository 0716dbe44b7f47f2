package dev.parley.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One connection of a BOSH client: one request at a time, and its answer. */
final class BoshLine extends ChannelInboundHandlerAdapter {
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
  private static final byte[] HEADER_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final BoshCodec owner;
  private ByteBuf received = Unpooled.EMPTY_BUFFER;
  private @Nullable ChannelHandlerContext channel;
  private boolean ready;
  private boolean asked;
  private long number;

  BoshLine(BoshCodec owner) {
    this.owner = owner;
  }

  /** Whether a request can be sent. */
  boolean isFree() {
    return ready && !asked;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
      channel = context;
      ready = true;
    }
    context.fireUserEventTriggered(event);
  }

  /** Sends a request. */
  void post(long requestNumber, String body) {
    var to = channel;
    if (to == null) {
      throw new IllegalStateException("not connected");
    }
    asked = true;
    number = requestNumber;
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST /http-bind HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: text/xml; charset=utf-8\r\nContent-Length: "
            + content.length
            + "\r\n\r\n";
    var bytes = to.alloc().buffer(head.length() + content.length);
    bytes.writeCharSequence(head, StandardCharsets.US_ASCII);
    bytes.writeBytes(content);
    to.writeAndFlush(bytes, to.voidPromise());
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object read) {
    received = Unpooled.wrappedBuffer(received, (ByteBuf) read);
    byte[] bytes = new byte[received.readableBytes()];
    received.getBytes(received.readerIndex(), bytes);
    int end = Bytes.indexOf(bytes, 0, bytes.length, HEADER_END);
    if (end < 0) {
      return;
    }
    int begin = end + HEADER_END.length;
    var head = new String(bytes, 0, begin, StandardCharsets.US_ASCII);
    var length = LENGTH.matcher(head);
    if (!head.startsWith("HTTP/1.1 200 ") || !length.find()) {
      throw new IllegalStateException(head);
    }
    if (bytes.length < begin + Integer.parseInt(length.group(1))) {
      return;
    }
    received.release();
    received = Unpooled.EMPTY_BUFFER;
    asked = false;
    owner.answered(number, new String(bytes, begin, bytes.length - begin, StandardCharsets.UTF_8));
  }
}

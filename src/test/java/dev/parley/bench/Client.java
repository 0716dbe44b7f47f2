package dev.parley.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One connection of the fleet. All of it happens on the fleet's event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // failures come to exceptionCaught
final class Client extends ChannelInboundHandlerAdapter implements StanzaScanner.Sink {
  private static final byte[] NOTHING = new byte[0];

  private final Fleet fleet;
  private final Security security;
  private final StanzaScanner scanner = new StanzaScanner();
  private Listener listener;
  private @Nullable ChannelHandlerContext context;

  /** Bytes of a stanza of which the rest has not come yet. */
  private byte[] pending = NOTHING;

  private boolean streamOpen;
  private boolean managed;
  private boolean reading;
  private boolean unflushed;
  private boolean ended;

  /** Stanzas received since stream management was enabled: the {@code h} of XEP-0198 §4. */
  private int handled;

  Client(Fleet fleet, Security security, Listener listener) {
    this.fleet = fleet;
    this.security = security;
    this.listener = listener;
  }

  void listener(Listener next) {
    listener = next;
  }

  Security security() {
    return security;
  }

  Fleet fleet() {
    return fleet;
  }

  StanzaScanner scanner() {
    return scanner;
  }

  /** An empty buffer to be filled and handed to {@link #write}. */
  ByteBuf buffer(int capacity) {
    return connectedContext().alloc().directBuffer(capacity);
  }

  void write(String xml) {
    byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
    write(buffer(bytes.length).writeBytes(bytes));
  }

  /** Writes and takes ownership; all that is written during one read goes out in one flush. */
  void write(ByteBuf bytes) {
    var channel = connectedContext();
    if (reading) {
      channel.write(bytes, channel.voidPromise());
      unflushed = true;
    } else {
      channel.writeAndFlush(bytes, channel.voidPromise());
    }
  }

  /** Begins a stream, for the first time or anew; closing the connection will end it. */
  void openStream(String header) {
    scanner.restart();
    streamOpen = true;
    write(header);
  }

  /** Negotiates TLS now; {@link Listener#connected} follows. */
  void startTls() {
    scanner.restart();
    var channel = connectedContext();
    channel.pipeline().addFirst(fleet.tlsHandler(channel.alloc()));
  }

  /** Acknowledges what has come (XEP-0198 §4). */
  private void acknowledge() {
    write("<a xmlns='urn:xmpp:sm:3' h='" + handled + "'/>");
  }

  /** Says good-bye; the server's good-bye follows. */
  void endStream() {
    if (managed) {
      acknowledge();
    }
    streamOpen = false;
    write("</stream:stream>");
  }

  /** Loses the connection, and says nothing before; the listener hears no more. */
  void drop() {
    streamOpen = false;
    close();
  }

  /** Ends the stream and the connection; the listener hears no more. */
  void close() {
    ended = true;
    if (context != null) {
      if (streamOpen && context.channel().isActive()) {
        endStream();
      }
      context.close();
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    if (active.pipeline().get(SslHandler.class) == null) {
      listener.connected(this);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext channel, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        listener.connected(this);
      } else {
        exceptionCaught(channel, handshake.cause());
      }
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext channel, Object read) {
    reading = true;
    var bytes = (ByteBuf) read;
    try {
      int kept = pending.length;
      int end = kept + bytes.readableBytes();
      byte[] data = fleet.scratch(end);
      System.arraycopy(pending, 0, data, 0, kept);
      bytes.readBytes(data, kept, end - kept);
      int needed = scanner.scan(data, kept, end, this);
      pending = needed == end ? NOTHING : Arrays.copyOfRange(data, needed, end);
    } finally {
      bytes.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext channel) {
    reading = false;
    if (unflushed) {
      unflushed = false;
      channel.flush();
    }
  }

  @Override
  public void stanza(byte[] data, int from, int to) {
    switch (data[from + 1]) {
      case 'i', 'm', 'p' -> handled++;
      case 'e' -> {
        managed = true;
        handled = 0;
      }
      case 'r' -> acknowledge();
      default -> {}
    }
    listener.stanza(this, data, from, to);
  }

  @Override
  public void streamEnd() {
    ended();
    close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext channel) {
    ended();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext channel, Throwable cause) {
    if (!ended) {
      fleet.fail(new IllegalStateException("connection failed", cause));
    }
    channel.close();
  }

  private void ended() {
    if (!ended) {
      ended = true;
      listener.closed(this);
    }
  }

  private ChannelHandlerContext connectedContext() {
    if (context == null) {
      throw new IllegalStateException("not connected");
    }
    return context;
  }
}

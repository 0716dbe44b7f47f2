package dev.parley.transport.stream;

import dev.parley.core.bus.ToSession;
import dev.parley.protocol.stream.StreamError;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.stream.StreamHeader;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.ParserLimits;
import dev.parley.protocol.xml.StreamInput;
import dev.parley.protocol.xml.XmlWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Future;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.List;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stream over one connection. Reads into the parser; {@link StreamOutput} writes. */
public final class SocketWire implements Wire, StreamOutput.Owner, Framing.Link {
  private static final Logger LOG = LoggerFactory.getLogger(SocketWire.class);

  private final NetSocketInternal socket;
  private final LoopFlusher flusher;
  private final @Nullable StartTls startTls;
  private final Framing framing;
  private final StreamInput parser;
  private final EventLoop eventLoop;
  private final Budget budget;
  private final Listener listener;
  private final StreamOutput output;
  private final ReadingPace pace;
  private final Farewell farewell;
  private long bytesBeforeLogin;
  private boolean closing;
  private boolean closed;
  private boolean active = true;
  private boolean behindTls;

  /**
   * What the connections of one event loop share.
   *
   * @param flusher writes for all of them
   * @param startTls changes them to TLS; null if they cannot be
   */
  public record Loop(LoopFlusher flusher, @Nullable StartTls startTls) {}

  /**
   * Reads and writes one document in each direction, and at once.
   *
   * @param listener hears of all that comes
   */
  public SocketWire(
      NetSocketInternal socket, Loop loop, ParserLimits limits, Budget budget, Listener listener) {
    this(socket, loop, limits, budget, listener, new DocumentFraming(listener.contentNamespace()));
  }

  /**
   * Reads and writes at once.
   *
   * @param listener hears of all that comes
   * @param framing how both streams lie on the connection
   */
  public SocketWire(
      NetSocketInternal socket,
      Loop loop,
      ParserLimits limits,
      Budget budget,
      Listener listener,
      Framing framing) {
    this.framing = framing;
    this.socket = socket;
    this.flusher = loop.flusher();
    this.startTls = loop.startTls();
    this.budget = budget;
    this.bytesBeforeLogin = budget.bytesBeforeLogin();
    this.listener = listener;
    this.eventLoop = socket.channelHandlerContext().channel().eventLoop();
    this.pace = new ReadingPace(socket, eventLoop);
    this.farewell = new Farewell(socket, pace, budget.closeTimeout(), this::abort);
    this.parser = framing.input(limits, listener, this);
    socket.messageHandler(this::read);
    this.output =
        new StreamOutput(
            new SocketOutlet(socket, flusher.buffer(), this::drained),
            framing,
            flusher,
            eventLoop,
            budget.outboundBytes(),
            this);
    socket.exceptionHandler(cause -> LOG.debug("connection failed: {}", cause.toString()));
    socket.closeHandler(gone -> disconnected());
  }

  /** A proxy of ours has taken the TLS off. */
  public SocketWire behindTls() {
    behindTls = true;
    return this;
  }

  private void drained() {
    output.drained();
  }

  private void read(Object message) {
    try {
      if (message instanceof ByteBuf bytes && !closed) {
        active = true;
        feed(bytes);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void feed(ByteBuf bytes) {
    byte[] scratch = flusher.scratch();
    int total = bytes.readableBytes();
    parse(() -> {
      while (bytes.isReadable() && !closing) {
        int length = Math.min(bytes.readableBytes(), scratch.length);
        bytes.readBytes(scratch, 0, length);
        countBeforeLogin(length);
        parser.feed(scratch, 0, length);
      }
    });
    pace.pay(budget.bytes().take(total, System.nanoTime()));
  }

  private void parse(Runnable step) {
    StreamGuard.run(listener, step);
  }

  private void countBeforeLogin(int length) {
    bytesBeforeLogin -= length;
    if (bytesBeforeLogin < 0) {
      throw new StreamException(
          StreamError.of(StreamError.Condition.POLICY_VIOLATION, "too much before login"));
    }
  }

  @Override
  public void countStanza() {
    pace.pay(budget.stanzas().take(1, System.nanoTime()));
  }

  @Override
  public void blocked(boolean begun) {
    pace.block(begun);
  }

  @Override
  public void tooSlow() {
    abort();
  }

  @Override
  public void written(List<ToSession.Delivery> deliveries) {
    listener.written(deliveries);
  }

  @Override
  public void open(StreamHeader header) {
    output.add(header);
  }

  @Override
  public void write(Element element) {
    output.add(element);
  }

  @Override
  public void write(ToSession.Delivery delivery) {
    output.add(delivery);
  }

  @Override
  public void flush() {
    output.flush();
  }

  @Override
  public void close(boolean peerClosed) {
    if (!closing) {
      closing = true;
      farewell.begin();
      output
          .end()
          .onComplete(all -> {
            if (peerClosed && !framing.hasFarewell()) {
              abort();
            } else {
              farewell.endOutput();
            }
          });
    }
  }

  @Override
  public void send(byte[] bytes) {
    output.add(bytes);
  }

  @Override
  public void leave(byte[] last) {
    if (!closing) {
      closing = true;
      farewell.begin();
      output.end(last).onComplete(all -> farewell.endOutput());
    }
  }

  @Override
  public void keepAlive() {
    byte @Nullable [] question = framing.keepAlive();
    if (question != null) {
      output.add(question);
    }
  }

  @Override
  public void abort() {
    closing = true;
    output.stop();
    if (!closed) {
      farewell.abort(output.isWritten());
    }
  }

  private void disconnected() {
    if (!closed) {
      closed = true;
      closing = true;
      pace.close();
      output.stop();
      listener.disconnected();
    }
  }

  @Override
  public boolean isSecure() {
    return behindTls || socket.isSsl();
  }

  @Override
  public boolean canStartTls() {
    return startTls != null;
  }

  @Override
  public void startTls(Element proceed, ServerSSLOptions options) {
    if (startTls == null) {
      throw new IllegalStateException("there is no TLS to be had here");
    }
    ByteSink sink = flusher.sink();
    XmlWriter.write(proceed, sink, listener.contentNamespace());
    parser.restart();
    startTls
        .upgrade(socket, Unpooled.copiedBuffer(sink.array(), 0, sink.size()), options)
        .onSuccess(secure -> resume())
        .onFailure(cause -> {
          LOG.debug("TLS handshake failed: {}", cause.toString());
          abort();
        });
  }

  /**
   * Changes to TLS on a connection that this server has opened, after {@code <proceed/>}; what
   * follows is a new stream. Fails if there is no handshake; the connection is of no use then.
   *
   * @param serverName whom to ask for, as A-labels
   */
  public Future<Void> connectTls(ClientSSLOptions options, String serverName) {
    StartTls upgrade = startTls;
    if (upgrade == null) {
      throw new IllegalStateException("no TLS on this wire");
    }
    parser.restart();
    return upgrade.connect(socket, options, serverName);
  }

  @Override
  public @Nullable SSLSession tls() {
    return socket.isSsl() ? socket.sslSession() : null;
  }

  @Override
  public void suspend() {
    parser.suspend();
    pace.suspend();
  }

  @Override
  public void resume() {
    if (pace.isSuspended()) {
      pace.resumeAfter(() -> parse(parser::resume));
    }
  }

  @Override
  public void restart() {
    parser.restart();
  }

  @Override
  public boolean discardBuffered() {
    boolean blank = parser.onlyBlankBuffered();
    parser.discardBuffered();
    return blank;
  }

  @Override
  public void loggedIn(ParserLimits limits) {
    parser.limits(limits);
    bytesBeforeLogin = Long.MAX_VALUE;
  }

  @Override
  public void acknowledged(UnackedQueue queue) {
    // In its place among what is to be written: what was before is not counted.
    output.add(queue);
  }

  @Override
  public Future<List<ToSession.Delivery>> takeLeftovers(boolean all) {
    return output.takeLeftovers(all);
  }

  @Override
  public boolean rest() {
    boolean idle = !active;
    active = false;
    if (idle && !pace.isSuspended() && parser.buffered() == 0) {
      parser.release();
    }
    return idle;
  }
}

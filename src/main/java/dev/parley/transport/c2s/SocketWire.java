package dev.parley.transport.c2s;

import dev.parley.core.bus.ToSession;
import dev.parley.core.home.Router;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stream.StreamError;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.stream.StreamHeader;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.ParserLimits;
import dev.parley.protocol.xml.XmlStreamParser;
import dev.parley.protocol.xml.XmlWriter;
import dev.parley.transport.stream.LoopFlusher;
import dev.parley.transport.stream.StartTls;
import dev.parley.transport.stream.TokenBucket;
import dev.parley.transport.stream.UnackedQueue;
import dev.parley.transport.stream.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.ServerSSLOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream over TCP. Reads into the parser, and collects what is to be written until the end of the
 * event loop's turn.
 */
final class SocketWire implements Wire, LoopFlusher.Flushable {
  private static final Logger LOG = LoggerFactory.getLogger(SocketWire.class);
  private static final byte[] END = StreamHeader.CLOSE.getBytes(StandardCharsets.US_ASCII);
  private static final byte[] REQUEST =
      "<r xmlns='urn:xmpp:sm:3'/>".getBytes(StandardCharsets.US_ASCII);

  private final NetSocketInternal socket;
  private final LoopFlusher flusher;
  private final StartTls startTls;
  private final XmlStreamParser parser;
  private final EventLoop eventLoop;
  private final Budget budget;
  private final Listener listener;
  private final List<Object> pending = new ArrayList<>(2);
  private List<ToSession.Delivery> unwritten = List.of();

  /** What the home gave after the end: it does not know of that yet. */
  private final List<ToSession.Delivery> late = new ArrayList<>(0);

  private Future<Void> lastWrite = Future.succeededFuture();
  private @Nullable UnackedQueue unacked;
  private long pendingBytes;
  private long bytesBeforeLogin;
  private boolean scheduled;
  private boolean blocked;
  private boolean waiting;
  private boolean suspended;
  private boolean closing;
  private boolean closed;
  private boolean active = true;

  /**
   * How much a connection may use.
   *
   * @param bytes read in a second
   * @param stanzas read in a second
   * @param bytesBeforeLogin read before the client has proven who it is
   * @param outboundBytes that may wait to be written
   * @param closeTimeout how long the client's end of the connection is waited for
   */
  record Budget(
      TokenBucket bytes,
      TokenBucket stanzas,
      long bytesBeforeLogin,
      long outboundBytes,
      Duration closeTimeout) {}

  /**
   * What the connections of one event loop share.
   *
   * @param flusher writes for all of them
   * @param startTls changes them to TLS
   */
  record Loop(LoopFlusher flusher, StartTls startTls) {}

  SocketWire(
      NetSocketInternal socket, Loop loop, ParserLimits limits, Budget budget, Listener listener) {
    this.socket = socket;
    this.flusher = loop.flusher();
    this.startTls = loop.startTls();
    this.budget = budget;
    this.bytesBeforeLogin = budget.bytesBeforeLogin();
    this.listener = listener;
    this.eventLoop = socket.channelHandlerContext().channel().eventLoop();
    this.parser = new XmlStreamParser(limits, listener);
    socket.messageHandler(this::read);
    socket.drainHandler(drained -> drained());
    socket.exceptionHandler(cause -> LOG.debug("connection failed: {}", cause.toString()));
    socket.closeHandler(gone -> disconnected());
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
    pay(budget.bytes().take(total, System.nanoTime()));
  }

  /** Does something with the parser; whatever goes wrong in it ends the stream and nothing else. */
  private void parse(Runnable step) {
    try {
      step.run();
    } catch (StreamException wrong) {
      listener.failed(wrong.error());
    } catch (RuntimeException bug) {
      LOG.error("a stream failed", bug);
      listener.failed(StreamError.of(StreamError.Condition.INTERNAL_SERVER_ERROR));
    }
  }

  private void countBeforeLogin(int length) {
    bytesBeforeLogin -= length;
    if (bytesBeforeLogin < 0) {
      throw new StreamException(
          StreamError.of(StreamError.Condition.POLICY_VIOLATION, "too much before login"));
    }
  }

  /** A stanza has come; the client may have to wait before its next. */
  void countStanza() {
    pay(budget.stanzas().take(1, System.nanoTime()));
  }

  private void pay(long millis) {
    if (millis > 0 && !waiting) {
      waiting = true;
      pauseOrResume();
      socketTimer(millis);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a timer does not fail
  private void socketTimer(long millis) {
    eventLoop.schedule(
        () -> {
          waiting = false;
          pauseOrResume();
        },
        millis,
        TimeUnit.MILLISECONDS);
  }

  private void pauseOrResume() {
    if (waiting || suspended || blocked) {
      socket.pause();
    } else if (!closed) {
      socket.resume();
    }
  }

  @Override
  public void open(StreamHeader header) {
    add(header);
  }

  @Override
  public void write(Element element) {
    add(element);
  }

  @Override
  public void write(ToSession.Delivery delivery) {
    add(delivery);
  }

  private void add(Object item) {
    if (closing) {
      if (item instanceof ToSession.Delivery delivery) {
        late.add(delivery);
      }
      return;
    }
    pending.add(item);
    if (blocked) {
      hold(item);
    } else {
      schedule();
    }
  }

  /** Counts what cannot be written yet. Who reads so slowly that it is too much is not told why. */
  private void hold(Object item) {
    ByteSink sink = flusher.sink();
    serialize(item, sink);
    pendingBytes += sink.size();
    if (pendingBytes > budget.outboundBytes()) {
      LOG.debug("a client does not read: {} bytes wait for it", pendingBytes);
      abort();
    }
  }

  private void block() {
    blocked = true;
    pauseOrResume();
    for (Object item : pending) {
      hold(item);
    }
  }

  private void schedule() {
    if (!scheduled) {
      scheduled = true;
      flusher.schedule(this, eventLoop);
    }
  }

  @Override
  public void flush() {
    scheduled = false;
    if (closed || pending.isEmpty()) {
      return;
    }
    if (socket.writeQueueFull()) {
      block();
      return;
    }
    ByteSink sink = flusher.sink();
    List<ToSession.Delivery> unnumbered = serializePending(sink);
    UnackedQueue queue = unacked;
    if (queue != null && queue.wantsRequest() && !closing) {
      queue.requested();
      sink.write(REQUEST, 0, REQUEST.length);
    }
    ByteBuf buffer = socket.channelHandlerContext().alloc().ioBuffer(sink.size());
    buffer.writeBytes(sink.array(), 0, sink.size());
    lastWrite = socket.writeMessage(buffer);
    if (unnumbered != null) {
      lastWrite.onComplete(written -> written(unnumbered, written));
    }
  }

  /** Returns the stanzas whose arrival the client will not acknowledge; null if there is none. */
  private @Nullable List<ToSession.Delivery> serializePending(ByteSink sink) {
    List<ToSession.Delivery> unnumbered = null;
    for (int i = 0; i < pending.size(); i++) {
      Object item = pending.get(i);
      if (item instanceof ToSession.Delivery delivery) {
        int before = sink.size();
        delivery.stanza().write(sink);
        if (unacked != null) {
          unacked.sent(delivery, sink.size() - before);
        } else if (isWatched(delivery)) {
          unnumbered = unnumbered == null ? new ArrayList<>(pending.size()) : unnumbered;
          unnumbered.add(delivery);
        }
      } else if (item instanceof UnackedQueue queue) {
        unacked = queue;
      } else {
        serialize(item, sink);
      }
    }
    pending.clear();
    return unnumbered;
  }

  /** True if it matters whether the socket takes it: presence and answers are for now or never. */
  private static boolean isWatched(ToSession.Delivery delivery) {
    return delivery.ticket() != null
        || delivery.stanza() instanceof Message
        || (delivery.stanza() instanceof Iq iq && iq.isRequest());
  }

  private static void serialize(Object item, ByteSink sink) {
    if (item instanceof ToSession.Delivery delivery) {
      delivery.stanza().write(sink);
    } else if (item instanceof Element element) {
      XmlWriter.write(element, sink, Namespaces.CLIENT);
    } else if (item instanceof StreamHeader header) {
      header.write(sink, Namespaces.CLIENT);
    } else if (item instanceof byte[] bytes) {
      sink.write(bytes, 0, bytes.length);
    }
  }

  private void written(List<ToSession.Delivery> deliveries, AsyncResult<Void> result) {
    if (result.succeeded()) {
      listener.written(deliveries);
    } else {
      List<ToSession.Delivery> all = new ArrayList<>(unwritten);
      all.addAll(deliveries);
      unwritten = all;
    }
  }

  private static List<ToSession.Delivery> deliveriesOf(List<Object> items) {
    List<ToSession.Delivery> deliveries = new ArrayList<>(items.size());
    for (Object item : items) {
      if (item instanceof ToSession.Delivery delivery) {
        deliveries.add(delivery);
      }
    }
    return deliveries;
  }

  private void drained() {
    if (blocked) {
      blocked = false;
      pendingBytes = 0;
      pauseOrResume();
      schedule();
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a timer does not fail
  @Override
  public void close(boolean peerClosed) {
    if (closing) {
      return;
    }
    pending.add(END);
    closing = true;
    blocked = false;
    flush();
    eventLoop.schedule(this::abort, budget.closeTimeout().toMillis(), TimeUnit.MILLISECONDS);
    lastWrite.onComplete(written -> {
      if (peerClosed) {
        abort();
      } else {
        endOutput();
      }
    });
  }

  /**
   * Says that nothing more comes, and waits for the client to close: closing while it still sends
   * would break the connection before it has read why.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the timer of close() ends what does not end here
  private void endOutput() {
    Channel channel = socket.channelHandlerContext().channel();
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) {
      tls.closeOutbound();
    }
    if (channel instanceof DuplexChannel duplex && channel.isActive()) {
      duplex.shutdownOutput();
    }
    waiting = false;
    suspended = false;
    pauseOrResume();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the close handler hears of it
  @Override
  public void abort() {
    closing = true;
    if (!closed && lastWrite.isComplete()) {
      socket.close();
    } else if (!closed) {
      // The socket would wait for what the client does not read.
      socket.channelHandlerContext().close();
    }
  }

  private void disconnected() {
    if (!closed) {
      closed = true;
      closing = true;
      listener.disconnected();
    }
  }

  @Override
  public void startTls(Element proceed, ServerSSLOptions options) {
    ByteSink sink = flusher.sink();
    XmlWriter.write(proceed, sink, Namespaces.CLIENT);
    parser.restart();
    startTls
        .upgrade(socket, Unpooled.copiedBuffer(sink.array(), 0, sink.size()), options)
        .onSuccess(secure -> resume())
        .onFailure(cause -> {
          LOG.debug("TLS handshake failed: {}", cause.toString());
          abort();
        });
  }

  @Override
  public @Nullable SSLSession tls() {
    return socket.isSsl() ? socket.sslSession() : null;
  }

  @Override
  public void suspend() {
    suspended = true;
    parser.suspend();
    pauseOrResume();
  }

  @Override
  public void resume() {
    if (!suspended) {
      return;
    }
    suspended = false;
    parse(parser::resume);
    pauseOrResume();
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

  /** The client has proven who it is. */
  void loggedIn(ParserLimits limits) {
    parser.limits(limits);
    bytesBeforeLogin = Long.MAX_VALUE;
  }

  @Override
  public void acknowledged(UnackedQueue queue) {
    // In its place among what is to be written: what was before is not counted.
    add(queue);
  }

  @Override
  public List<ToSession.Delivery> takeLeftovers(boolean every) {
    List<ToSession.Delivery> all = new ArrayList<>(unacked == null ? unwritten : unacked.unacked());
    for (ToSession.Delivery delivery : deliveriesOf(pending)) {
      if (every || isOfUse(delivery)) {
        all.add(delivery);
      }
    }
    pending.removeIf(
        item -> item instanceof ToSession.Delivery delivery && (every || isOfUse(delivery)));
    all.addAll(late);
    late.clear();
    return all;
  }

  /** Whether somebody else can do something with it; an answer is for this client or nobody. */
  private static boolean isOfUse(ToSession.Delivery delivery) {
    return delivery.stanza() instanceof Message
        || (delivery.stanza() instanceof Iq iq && Router.isAnswerable(iq));
  }

  /** Gives memory back if nothing has come since the last call; returns true if so. */
  boolean rest() {
    boolean idle = !active;
    active = false;
    if (idle && !suspended && parser.buffered() == 0) {
      parser.release();
    }
    return idle;
  }
}

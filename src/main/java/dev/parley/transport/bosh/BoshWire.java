package dev.parley.transport.bosh;

import static dev.parley.protocol.stream.StreamError.Condition.BAD_FORMAT;

import dev.parley.core.bus.ToBosh.Answer;
import dev.parley.core.bus.ToSession;
import dev.parley.protocol.stream.StreamError;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.stream.StreamHeader;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.ParserLimits;
import dev.parley.transport.stream.Budget;
import dev.parley.transport.stream.LoopFlusher;
import dev.parley.transport.stream.StreamGuard;
import dev.parley.transport.stream.StreamOutput;
import dev.parley.transport.stream.UnackedQueue;
import dev.parley.transport.stream.Wire;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.ServerSSLOptions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * A stream over BOSH: hands on what requests bring, in the order of their numbers, and gives what
 * is to be written to {@link Exchanges}, which answers with it.
 */
final class BoshWire implements Wire, StreamOutput.Owner, Exchanges.Owner {
  /** Stands for the end of the client's stream among what has come. */
  private static final Element END = Element.of(Namespaces.STREAMS, "end");

  private final Listener listener;
  private final Origin origin;
  private final Budget budget;
  private final ContextInternal context;
  private final Exchanges exchanges;
  private final StreamOutput output;
  private final Deque<Element> input = new ArrayDeque<>(2);
  private ParserLimits limits;
  private long bytesBeforeLogin;
  private long backlog;
  private boolean isOpen;
  private boolean suspended;
  private boolean waiting;
  private boolean closing;
  private boolean closed;
  private boolean active = true;

  /**
   * Where the session comes from.
   *
   * @param tls of the first request's connection; null without
   * @param isSecure whether nobody on the way can read it
   */
  record Origin(@Nullable SSLSession tls, boolean isSecure) {}

  BoshWire(
      Listener listener,
      ParserLimits limits,
      Budget budget,
      Origin origin,
      Exchanges exchanges,
      LoopFlusher flusher,
      ContextInternal context) {
    this.listener = listener;
    this.limits = limits;
    this.budget = budget;
    this.bytesBeforeLogin = budget.bytesBeforeLogin();
    this.origin = origin;
    this.exchanges = exchanges;
    this.context = context;
    this.output =
        new StreamOutput(
            exchanges,
            PayloadWriter.INSTANCE,
            flusher,
            context.nettyEventLoop(),
            budget.outboundBytes(),
            this);
    exchanges.begin(this);
  }

  /** The first request of the session. */
  void start(Body body, Consumer<Answer> reply) {
    input.add(body.header());
    input.addAll(body.payload());
    exchanges.first(body, reply);
    settle();
  }

  /**
   * Another request.
   *
   * @param secure whether nobody on its way could read it
   */
  void take(byte[] bytes, boolean secure, Consumer<Answer> reply) {
    if (origin.isSecure() && !secure) {
      // XEP-0124 §19.1: it is not the session's fault.
      reply.accept(new Answer(403, Terms.XML, new byte[0]));
      return;
    }
    active = true;
    if (backlog > budget.outboundBytes()) {
      exchanges.violated(Condition.POLICY_VIOLATION, reply);
      return;
    }
    Body body;
    try {
      countBeforeLogin(bytes.length);
      body = Body.parse(bytes, limits);
    } catch (StreamException wrong) {
      exchanges.violated(
          wrong.error().condition() == StreamError.Condition.POLICY_VIOLATION
              ? Condition.POLICY_VIOLATION
              : Condition.BAD_REQUEST,
          reply);
      return;
    }
    backlog += bytes.length;
    exchanges.take(body, reply);
    pay(budget.bytes().take(bytes.length, System.nanoTime()));
    settle();
  }

  private void countBeforeLogin(int length) {
    bytesBeforeLogin -= length;
    if (bytesBeforeLogin < 0) {
      throw new StreamException(
          StreamError.of(StreamError.Condition.POLICY_VIOLATION, "too much before login"));
    }
  }

  @Override
  public void received(Body body) {
    if (body.isRestart()) {
      input.add(body.header());
    } else {
      input.addAll(body.payload());
    }
    if (body.isTerminate()) {
      input.add(END);
    }
  }

  /** Who has to wait gets answers only to carry what there is: without them no more can be sent. */
  private void settle() {
    drain();
    if (input.isEmpty()) {
      backlog = 0;
    }
    if (!closed) {
      output.drained();
      output.flush();
      if (!waiting) {
        exchanges.settle();
      }
    }
  }

  private void drain() {
    while (!suspended && !waiting && !closing && !input.isEmpty()) {
      Element next = input.remove();
      StreamGuard.run(listener, () -> hand(next));
    }
  }

  @SuppressWarnings("ReferenceEquality") // nothing that was read is that mark
  private void hand(Element next) {
    if (next == END) {
      listener.closed();
    } else if (next.is(Namespaces.STREAMS, "stream")) {
      if (isOpen) {
        throw new StreamException(BAD_FORMAT, "a second stream header");
      }
      isOpen = true;
      listener.opened(next);
    } else if (isOpen) {
      listener.element(next);
    } else {
      throw new StreamException(BAD_FORMAT, "the stream is not open");
    }
  }

  @Override
  public void countStanza() {
    pay(budget.stanzas().take(1, System.nanoTime()));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a timer does not fail
  private void pay(long millis) {
    if (millis > 0 && !waiting) {
      waiting = true;
      context
          .nettyEventLoop()
          .schedule(
              () ->
                  context.dispatch(() -> {
                    waiting = false;
                    settle();
                  }),
              millis,
              TimeUnit.MILLISECONDS);
    }
  }

  /** That there is no request to answer is the usual thing. */
  @Override
  public void blocked(boolean begun) {}

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
    exchanges.introduce(header);
  }

  @Override
  public void write(Element element) {
    if (element.is(Namespaces.STREAMS, "error")) {
      exchanges.failed();
    }
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

  @SuppressWarnings({"FutureReturnValueIgnored", "unused"}) // ended() and the timer follow
  @Override
  public void close(boolean peerClosed) {
    if (!closing) {
      closing = true;
      exchanges.end();
      long patience = budget.closeTimeout().toMillis();
      context
          .nettyEventLoop()
          .schedule(() -> exchanges.over(false), patience, TimeUnit.MILLISECONDS);
      output.end(new byte[0]);
    }
  }

  @Override
  public void abort() {
    closing = true;
    exchanges.over(false);
  }

  @Override
  public void ended() {
    if (!closed) {
      closed = true;
      closing = true;
      output.stop();
      listener.disconnected();
    }
  }

  @Override
  public @Nullable SSLSession tls() {
    return origin.tls();
  }

  @Override
  public boolean isSecure() {
    return origin.isSecure();
  }

  @Override
  public boolean isOneConnection() {
    return false;
  }

  @Override
  public boolean canStartTls() {
    return false;
  }

  @Override
  public void startTls(Element proceed, ServerSSLOptions options) {
    throw new IllegalStateException("there is no TLS to be had here");
  }

  @Override
  public void suspend() {
    suspended = true;
  }

  @Override
  public void resume() {
    if (suspended) {
      suspended = false;
      drain();
    }
  }

  /** XEP-0206 §5: a request that restarts the stream follows. */
  @Override
  public void restart() {
    isOpen = false;
  }

  @Override
  public boolean discardBuffered() {
    return input.isEmpty();
  }

  @Override
  public void loggedIn(ParserLimits changed) {
    limits = changed;
    bytesBeforeLogin = Long.MAX_VALUE;
  }

  @Override
  public void acknowledged(UnackedQueue queue) {
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
    return idle;
  }
}

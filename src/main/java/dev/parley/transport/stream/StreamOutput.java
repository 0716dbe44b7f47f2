package dev.parley.transport.stream;

import dev.parley.core.bus.ToSession;
import dev.parley.core.home.Router;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stream.StreamHeader;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.Element;
import io.netty.channel.EventLoop;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes to a peer: collected until the end of the event loop's turn, and then written at once.
 * Knows what of it the peer may not have.
 */
public final class StreamOutput implements LoopFlusher.Flushable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamOutput.class);
  private static final Element REQUEST = Element.of("urn:xmpp:sm:3", "r");

  private final Outlet outlet;
  private final LoopFlusher flusher;
  private final ElementWriter writer;
  private final EventLoop eventLoop;
  private final long maxWaiting;
  private final Owner owner;
  private final Backlog pending;
  private List<ToSession.Delivery> unwritten = List.of();

  /** What the home gave after the end: it does not know of that yet. */
  private final List<ToSession.Delivery> late = new ArrayList<>(0);

  /** What was pending when all ended. */
  private List<Object> stopped = List.of();

  private Future<Void> lastWrite = Future.succeededFuture();
  private @Nullable UnackedQueue unacked;
  private long pendingBytes;
  private boolean scheduled;
  private boolean blocked;
  private boolean ended;
  private boolean closed;

  /** Hears how it goes. */
  public interface Owner {
    /** The client has begun, or ceased, to read so slowly that nothing more can be written. */
    void blocked(boolean begun);

    /** More waits for the client than may. */
    void tooSlow();

    /** These are in the socket; the client will not acknowledge them. */
    void written(List<ToSession.Delivery> deliveries);
  }

  /**
   * Writes nothing yet.
   *
   * @param writer how it is written
   * @param maxWaiting bytes that may wait for a peer that does not read
   */
  public StreamOutput(
      Outlet outlet,
      ElementWriter writer,
      LoopFlusher flusher,
      EventLoop eventLoop,
      long maxWaiting,
      Owner owner) {
    this.outlet = outlet;
    this.writer = writer;
    this.flusher = flusher;
    this.pending = flusher.newBacklog();
    this.eventLoop = eventLoop;
    this.maxWaiting = maxWaiting;
    this.owner = owner;
  }

  /** Adds a header, an element, a delivery, bytes, or the queue that counts from here on. */
  public void add(Object item) {
    if (ended) {
      if (item instanceof ToSession.Delivery delivery) {
        late.add(delivery);
      }
      return;
    }
    pending.add(item);
    if (blocked) {
      hold(item);
      limit();
    } else {
      schedule();
    }
  }

  /** Counts what cannot be written yet. */
  private void hold(Object item) {
    ByteSink sink = flusher.sink();
    serialize(item, sink);
    pendingBytes += sink.size();
  }

  /** Who reads so slowly that it is too much is not told why. */
  private void limit() {
    if (pendingBytes > maxWaiting) {
      LOG.debug("a client does not read: {} bytes wait for it", pendingBytes);
      owner.tooSlow();
    }
  }

  private void block() {
    blocked = true;
    owner.blocked(true);
    pending.forEach(this::hold);
    limit();
  }

  private void schedule() {
    if (!scheduled) {
      scheduled = true;
      flusher.schedule(this, eventLoop);
    }
  }

  @SuppressWarnings("ReferenceEquality") // mostly the same one, which need not be stored again
  @Override
  public void flush() {
    scheduled = false;
    if (closed || pending.isEmpty()) {
      return;
    }
    if (outlet.isFull()) {
      block();
      return;
    }
    ByteSink sink = flusher.sink();
    List<ToSession.Delivery> unnumbered = serializePending(sink);
    UnackedQueue queue = unacked;
    if (queue != null && queue.wantsRequest() && !ended) {
      queue.requested();
      writer.element(REQUEST, sink);
    }
    Future<Void> write = outlet.write(sink);
    if (lastWrite != write) {
      lastWrite = write;
    }
    if (unnumbered != null && lastWrite.isComplete()) {
      written(unnumbered, lastWrite);
    } else if (unnumbered != null) {
      lastWrite.onComplete(written -> written(unnumbered, written));
    }
  }

  /** Returns the stanzas whose arrival the client will not acknowledge; null if there is none. */
  private @Nullable List<ToSession.Delivery> serializePending(ByteSink sink) {
    List<ToSession.Delivery> unnumbered = null;
    for (Object item = pending.poll(); item != null; item = pending.poll()) {
      if (item instanceof ToSession.Delivery delivery) {
        int before = sink.size();
        writer.stanza(delivery.stanza(), sink);
        if (unacked != null) {
          unacked.sent(delivery, sink.size() - before);
        } else if (isWatched(delivery)) {
          unnumbered = unnumbered == null ? new ArrayList<>(1) : unnumbered;
          unnumbered.add(delivery);
        }
      } else if (item instanceof UnackedQueue queue) {
        unacked = queue;
      } else {
        serialize(item, sink);
      }
    }
    return unnumbered;
  }

  /** True if it matters whether the socket takes it: presence and answers are for now or never. */
  private static boolean isWatched(ToSession.Delivery delivery) {
    return delivery.ticket() != null
        || delivery.stanza() instanceof Message
        || (delivery.stanza() instanceof Iq iq && iq.isRequest());
  }

  private void serialize(Object item, ByteSink sink) {
    if (item instanceof ToSession.Delivery delivery) {
      writer.stanza(delivery.stanza(), sink);
    } else if (item instanceof Element element) {
      writer.element(element, sink);
    } else if (item instanceof StreamHeader header) {
      writer.header(header, sink);
    } else if (item instanceof byte[] bytes) {
      sink.write(bytes, 0, bytes.length);
    }
  }

  private void written(List<ToSession.Delivery> deliveries, AsyncResult<Void> result) {
    if (result.succeeded()) {
      owner.written(deliveries);
    } else {
      List<ToSession.Delivery> all = new ArrayList<>(unwritten);
      all.addAll(deliveries);
      unwritten = all;
    }
  }

  /** The outlet is not full any more. */
  public void drained() {
    if (blocked) {
      blocked = false;
      pendingBytes = 0;
      owner.blocked(false);
      schedule();
    }
  }

  /** Ends the stream behind all that was added before; completes when that is written. */
  public Future<Void> end() {
    ByteSink sink = new ByteSink(64);
    writer.end(sink);
    return end(sink.toByteArray());
  }

  /** Ends with these bytes; completes when they are written. */
  public Future<Void> end(byte[] last) {
    if (!closed) {
      pending.add(last);
      ended = true;
      blocked = false;
      flush();
    }
    return lastWrite;
  }

  /** Nothing more is written. */
  public void stop() {
    if (!closed) {
      ended = true;
      closed = true;
      stopped = pending.clear();
    }
  }

  /** True if all is in the socket that was written. */
  public boolean isWritten() {
    return lastWrite.isComplete();
  }

  /** See {@link Wire#takeLeftovers}. */
  public Future<List<ToSession.Delivery>> takeLeftovers(boolean every) {
    List<ToSession.Delivery> rest = new ArrayList<>();
    for (Object item : closed ? stopped : pending.clear()) {
      if (item instanceof ToSession.Delivery delivery && (every || isOfUse(delivery))) {
        rest.add(delivery);
      } else if (!closed) {
        pending.add(item);
      }
    }
    stopped = List.of();
    rest.addAll(late);
    late.clear();
    if (unacked != null) {
      return Future.succeededFuture(joined(unacked.unacked(), rest));
    }
    // What is on its way into the socket may yet come back.
    return lastWrite.transform(written -> Future.succeededFuture(joined(unwritten, rest)));
  }

  private static List<ToSession.Delivery> joined(
      List<ToSession.Delivery> first, List<ToSession.Delivery> rest) {
    List<ToSession.Delivery> all = new ArrayList<>(first.size() + rest.size());
    all.addAll(first);
    all.addAll(rest);
    return all;
  }

  /** Whether somebody else can do something with it; an answer is for this client or nobody. */
  private static boolean isOfUse(ToSession.Delivery delivery) {
    return delivery.stanza() instanceof Message
        || (delivery.stanza() instanceof Iq iq && Router.isAnswerable(iq));
  }
}

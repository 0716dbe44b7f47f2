package dev.parley.transport.stream;

import dev.parley.protocol.xml.ByteSink;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadEventLoop;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes once a turn of the event loop what all its connections were given in that turn: one write,
 * one TLS record and one system call instead of one for each stanza. One instance an event loop.
 *
 * <p>A turn is one round of reading sockets and then running all tasks, those too that the tasks
 * have led to. So an answer that takes some hops on the bus goes out with what it answers to.
 */
public final class LoopFlusher implements Runnable {
  private final ByteSink sink = new ByteSink(64 * 1024);
  private final byte[] scratch = new byte[64 * 1024];
  private final ByteBuf buffer = Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(4 * 1024));
  private final Chains chains = new Chains();
  private List<Flushable> dirty = new ArrayList<>();
  private List<Flushable> spare = new ArrayList<>();

  /** Something that has collected what it wants to write. */
  public interface Flushable {
    /** Writes it. */
    void flush();
  }

  /** What a stream of this event loop has to write. */
  Backlog newBacklog() {
    return new Backlog(chains);
  }

  /** Has {@code flushable} flushed at the end of this turn; it asks once until it is flushed. */
  public void schedule(Flushable flushable, EventLoop eventLoop) {
    dirty.add(flushable);
    if (dirty.size() > 1) {
      return;
    }
    if (eventLoop instanceof SingleThreadEventLoop turning) {
      turning.executeAfterEventLoopIteration(this);
    } else {
      eventLoop.execute(this);
    }
  }

  @Override
  public void run() {
    List<Flushable> now = dirty;
    dirty = spare;
    for (int i = 0; i < now.size(); i++) {
      now.get(i).flush();
    }
    now.clear();
    spare = now;
  }

  /** Space to serialise into, empty; to be used within one call. */
  public ByteSink sink() {
    sink.reset();
    return sink;
  }

  /** Space to write from, outside of the heap; whoever still uses it holds it. */
  ByteBuf buffer() {
    return buffer;
  }

  /** Space to read into; to be used within one call. */
  public byte[] scratch() {
    return scratch;
  }
}

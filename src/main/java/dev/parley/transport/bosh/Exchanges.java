package dev.parley.transport.bosh;

import dev.parley.core.bus.ToBosh.Answer;
import dev.parley.protocol.stream.StreamHeader;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.transport.stream.Outlet;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The requests and answers of one session (XEP-0124 §8 to §14): takes requests in the order of
 * their numbers, holds them, and answers the oldest one first.
 *
 * <p>An answer has arrived when another request comes after it: only then does what it carried
 * count as the client's.
 */
final class Exchanges implements Outlet {
  /** How often the client may repeat requests without a new one between (§14.3). */
  private static final int MAX_REPEATS = 20;

  private static final byte[] NOTHING = {};

  private final Terms terms;
  private final RequestWindow window;
  private final KeySequence keys;
  private final EventLoop eventLoop;
  private final OpenRequests open;
  private final AnswerWriter writer;
  private final UnconfirmedAnswers unconfirmed = new UnconfirmedAnswers();
  private @Nullable Owner owner;
  private Runnable onOver = () -> {};
  private @Nullable ScheduledFuture<?> timer;
  private boolean over;
  private boolean lastWasEmpty;
  private int repeats;
  private long silenceNanos;
  private long lastArrival;
  private long lastAnswer = System.nanoTime();

  /** Hears what becomes of the session. */
  interface Owner {
    /** The next request in order has come. */
    void received(Body body);

    /** The session is over; called once. */
    void ended();
  }

  /** For a session that begins with this request. */
  Exchanges(String sid, Terms terms, Body first, EventLoop eventLoop) {
    this.terms = terms;
    this.open = new OpenRequests(terms.type());
    this.writer = new AnswerWriter(sid, terms);
    this.window = new RequestWindow(first.rid(), terms.requests());
    this.keys = new KeySequence(first.attribute("newkey"));
    this.eventLoop = eventLoop;
    this.silenceNanos = TimeUnit.SECONDS.toNanos(terms.inactivitySeconds());
  }

  void begin(Owner hears) {
    owner = hears;
  }

  /** Has something done when the session is over. */
  void onOver(Runnable done) {
    onOver = done;
  }

  private Owner owner() {
    return Objects.requireNonNull(owner);
  }

  /** Holds the first request. */
  void first(Body body, Consumer<Answer> reply) {
    hold(body, reply);
    arm();
  }

  /** What the first answer says of the stream. */
  void introduce(StreamHeader header) {
    writer.introduce(header);
  }

  /** Another request, whichever its number. */
  void take(Body body, Consumer<Answer> reply) {
    long rid = body.rid();
    if (over) {
      reply.accept(terminate(Condition.ITEM_NOT_FOUND));
    } else if (rid < 0) {
      violated(Condition.BAD_REQUEST, reply);
    } else {
      switch (window.place(rid, body.isPause() || body.isTerminate())) {
        case NEXT -> next(body, reply);
        case EARLY -> open.wait(body, reply);
        case REPEATED -> repeated(rid, reply);
        case OUTSIDE -> violated(Condition.ITEM_NOT_FOUND, reply);
      }
    }
    arm();
  }

  private void next(Body first, Consumer<Answer> firstReply) {
    Body body = first;
    Consumer<Answer> reply = firstReply;
    while (!over) {
      inOrder(body, reply);
      Held following = open.takeEarly(window.next());
      if (following == null) {
        return;
      }
      body = following.body();
      reply = following.reply();
    }
    reply.accept(terminate(Condition.OTHER_REQUEST));
  }

  private void inOrder(Body body, Consumer<Answer> reply) {
    if (!keys.accept(body.attribute("key"), body.attribute("newkey"))) {
      violated(Condition.ITEM_NOT_FOUND, reply);
      return;
    }
    unconfirmed.confirm(terms.acknowledges() ? body.number("ack", Long.MAX_VALUE) : Long.MAX_VALUE);
    if (isTooOften(body) || isTooMany(body)) {
      violated(Condition.POLICY_VIOLATION, reply);
      return;
    }
    repeats = 0;
    lastArrival = System.nanoTime();
    silenceNanos = TimeUnit.SECONDS.toNanos(terms.inactivitySeconds());
    window.advance();
    hold(body, reply);
    if (body.isPause()) {
      pause(body);
    } else {
      owner().received(body);
    }
  }

  private void hold(Body body, Consumer<Answer> reply) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(terms.waitSeconds());
    open.hold(new Held(body.rid(), body, reply, until));
  }

  /** §11 for who waits, §12 for who does not. */
  private boolean isTooOften(Body body) {
    boolean isSoon =
        System.nanoTime() - lastArrival < TimeUnit.SECONDS.toNanos(terms.pollingSeconds());
    boolean isFull = terms.polls() ? lastWasEmpty : open.size() == terms.hold();
    return body.isEmpty() && isSoon && isFull && lastArrival != 0;
  }

  /** §11: more are unanswered than was agreed on, and than one that had to be early. */
  private boolean isTooMany(Body body) {
    return open.size() > terms.requests() && !body.isPause() && !body.isTerminate();
  }

  /** §10: all requests are given back, and nothing with them. */
  private void pause(Body body) {
    long seconds = body.number("pause", Long.MAX_VALUE);
    if (seconds <= terms.maxPauseSeconds()) {
      silenceNanos = TimeUnit.SECONDS.toNanos(seconds);
    }
    while (open.size() > 0) {
      answer(open.takeOldest(), NOTHING, 0);
    }
  }

  private void repeated(long rid, Consumer<Answer> reply) {
    Answer known = window.answer(rid);
    if (++repeats > MAX_REPEATS) {
      violated(Condition.POLICY_VIOLATION, reply);
    } else if (known != null) {
      reply.accept(known);
    } else if (!open.supersede(rid, reply)) {
      violated(Condition.ITEM_NOT_FOUND, reply);
    }
  }

  /** No more requests are held than was agreed on (§8). */
  void settle() {
    while (!over && open.size() > terms.hold()) {
      answer(open.takeOldest(), NOTHING, 0);
    }
    arm();
  }

  @Override
  public boolean isFull() {
    return open.size() == 0;
  }

  @Override
  public Future<Void> write(ByteSink sink) {
    Held oldest = open.takeOldest();
    Future<Void> arrived = unconfirmed.add(oldest.rid());
    answer(oldest, sink.array(), sink.size());
    if (writer.isEnding()) {
      open.answerHeld(new Answer(200, terms.type(), empty()));
      over(true);
    }
    return arrived;
  }

  private static byte[] empty() {
    return Answers.end(Answers.begin(0), NOTHING, 0);
  }

  private void answer(Held request, byte[] content, int size) {
    Answer answer = writer.write(request.rid(), window.next() - 1, content, size);
    if (!request.body().isPause()) {
      window.answered(request.rid(), answer);
    }
    lastAnswer = System.nanoTime();
    lastWasEmpty = size == 0 && request.body().isEmpty();
    request.reply().accept(answer);
  }

  /** The next answer carries a stream error (XEP-0206 §6). */
  void failed() {
    writer.failed();
  }

  /** The next answer is the last one. */
  void end() {
    writer.end();
  }

  /** The client has broken the rules: the session ends, and this request is told why. */
  void violated(Condition condition, Consumer<Answer> reply) {
    reply.accept(terminate(condition));
    over(false);
  }

  private Answer terminate(@Nullable Condition condition) {
    return Answers.terminate(condition, terms.version().isPresent(), terms.type());
  }

  /**
   * Ends the session at once.
   *
   * @param arrived whether the client can be taken to have all that was sent
   */
  void over(boolean arrived) {
    if (over) {
      return;
    }
    over = true;
    if (timer != null) {
      timer.cancel(false);
    }
    open.answerAll(terminate(Condition.OTHER_REQUEST));
    if (arrived) {
      unconfirmed.confirm(Long.MAX_VALUE);
    }
    unconfirmed.giveUp();
    onOver.run();
    owner().ended();
  }

  /** Has {@link #due} called when there is something to do, or a little before. */
  private void arm() {
    if (!over && timer == null) {
      long delay = Math.max(1_000_000, dueAt() - System.nanoTime());
      timer = eventLoop.schedule(this::due, delay, TimeUnit.NANOSECONDS);
    }
  }

  private long dueAt() {
    Held oldest = open.oldest();
    return oldest == null
        ? lastAnswer + silenceNanos
        : Math.min(oldest.until(), System.nanoTime() + silenceNanos);
  }

  private void due() {
    timer = null;
    long now = System.nanoTime();
    for (Held oldest = open.oldest();
        oldest != null && oldest.until() - now <= 0;
        oldest = open.oldest()) {
      answer(open.takeOldest(), NOTHING, 0);
    }
    if (open.size() == 0 && now - lastAnswer >= silenceNanos) {
      // §10: without a word, since nobody would hear it.
      over(false);
    }
    arm();
  }
}

package dev.parley.transport.s2s;

import dev.parley.core.bus.Incoming;
import dev.parley.core.bus.Origin;
import dev.parley.core.bus.ToSession;
import dev.parley.core.config.FederationPolicy.Proof;
import dev.parley.core.config.LinkLimits;
import dev.parley.core.federation.Link;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.xml.ByteSink;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from one domain served here to one of another server: what waits, the stream that it
 * waits for, and who asks what that server says of other streams. Whatever is given to it is sent
 * once, or goes back once. Runs on one context.
 */
final class Line implements Approach.Goal {
  private static final Logger LOG = LoggerFactory.getLogger(Line.class);

  private final DomainPair pair;
  private final S2sServices services;
  private final Dialer dialer;
  private final Outbox outbox = new Outbox();
  private final Approach approach;
  private final Questions questions;
  private final WayBack back;
  private final Watch watch = new Watch();
  private final Bounces bounces;
  private final Cut cut = new Cut();
  private @Nullable OutgoingStream stream;
  private boolean stopped;
  private String trouble = "";

  Line(DomainPair pair, S2sServices services, Dialer dialer) {
    this.pair = pair;
    this.questions = new Questions(pair);
    this.back = new WayBack(pair);
    this.services = services;
    this.bounces = new Bounces(services.router());
    this.dialer = dialer;
    this.approach = new Approach(pair, services, dialer, this);
  }

  /** Sends a stanza, now or later. */
  void send(Stanza stanza, @Nullable Origin origin) {
    long now = System.nanoTime();
    watch.used(now);
    int size = size(stanza);
    if (size > maxBytes()) {
      bounces.one(stanza, origin, Bounces.TOO_LARGE);
      return;
    }
    ToSession.Delivery delivery =
        new ToSession.Delivery(stanza, origin == null ? null : new Passage(origin));
    if (outbox.isEmpty() && write(delivery)) {
      return;
    }
    if (stopped || services.proof(pair.remote()) == Proof.BLOCKED) {
      bounces.all(List.of(delivery), new Failure(Failure.Kind.UNTRUSTED, "not spoken with"));
    } else if (!outbox.add(delivery, size, now, services.config().get().s2s().queue())) {
      bounces.one(delivery, Bounces.TOO_MUCH);
    } else if (approach.isPausing(now)
        && approach.pause(now) > services.config().get().s2s().queue().timeout().toNanos()) {
      giveBackAll(new Failure(Failure.Kind.UNREACHABLE, "tried in vain"));
    } else {
      reach(now);
    }
  }

  private int size(Stanza stanza) {
    ByteSink sink = dialer.loop().flusher().sink();
    stanza.write(sink);
    return sink.size();
  }

  private long maxBytes() {
    OutgoingStream open = stream;
    return open != null && open.isUp() ? open.maxBytes() : back.maxBytes();
  }

  private boolean write(ToSession.Delivery delivery) {
    OutgoingStream open = stream;
    if (!cut.isEmpty() || back.isPaused()) {
      // What was sent before may have to be sent again, before this.
      return false;
    }
    if (open != null && open.isUp()) {
      if (open.isFull()) {
        return false;
      }
      open.send(delivery);
      return true;
    }
    return back.send(delivery);
  }

  /** Sends what waits, as far as it can. */
  private void drain() {
    for (Outbox.Waiting next = outbox.poll(); next != null; next = outbox.poll()) {
      if (next.bytes() > maxBytes()) {
        bounces.one(next.delivery(), Bounces.TOO_LARGE);
      } else if (!write(next.delivery())) {
        outbox.addFirst(next);
        return;
      }
    }
  }

  /** Asks the server about a stream that somebody has opened to us. */
  void verify(Incoming<ToRemote> incoming, ToRemote.Verify request) {
    long now = System.nanoTime();
    watch.used(now);
    if (approach.isPausing(now) && stream == null) {
      incoming.reply(request, ToRemote.Verification.UNREACHABLE);
    } else if (stopped || !questions.add(incoming, request, now)) {
      incoming.reply(request, ToRemote.Verification.BUSY);
    } else {
      OutgoingStream open = stream;
      if (open != null && open.isReady()) {
        questions.ask(open);
      } else {
        reach(now);
      }
    }
  }

  /** Whether stanzas need a stream of our own. */
  private boolean wantsStream() {
    return !cut.isEmpty() || (!outbox.isEmpty() && back.isAbsent());
  }

  /** Sees to it that there is a stream, or will be. */
  private void reach(long now) {
    OutgoingStream open = stream;
    if (open == null) {
      if (wantsStream() || !questions.isEmpty()) {
        approach.begin(now);
      }
    } else if (wantsStream()) {
      open.want();
    }
  }

  @Override
  public void connected(OutgoingStream opened) {
    stream = opened;
    if (wantsStream()) {
      opened.want();
    }
    opened.begin();
  }

  @Override
  public void missed(Failure failure) {
    approach.failed(System.nanoTime());
    LOG.debug("{}: {}", pair, failure.reason());
    trouble = failure.reason();
    questions.answerAll(Verifications.of(failure));
    if (failure.isFinal() || stopped) {
      giveBackAll(failure);
    }
  }

  @Override
  public void ready(OutgoingStream opened) {
    questions.ask(opened);
  }

  @Override
  public @Nullable Remains remains() {
    return cut.remains();
  }

  @Override
  public void resumed() {
    cut.end();
  }

  @Override
  public void notResumed(boolean counted) {
    List<ToSession.Delivery> left = cut.unacknowledged();
    cut.end();
    if (counted) {
      putBack(left);
    } else {
      bounces.all(left, Bounces.LOST);
    }
  }

  @Override
  public void up(OutgoingStream opened) {
    approach.succeeded();
    trouble = "";
    drain();
    services.hooks().connected(pair.remote());
  }

  @Override
  public void acknowledged(OutgoingStream opened) {
    drain();
  }

  @Override
  public void verified(Dialback answer) {
    if (questions.answer(answer)) {
      approach.succeeded();
    }
  }

  @Override
  public void over(OutgoingStream closed, @Nullable Failure failure) {
    if (closed == stream) {
      stream = null;
    }
    int unacknowledged = closed.unacknowledged();
    if (cut.keep(closed, stopped)) {
      approach.cut(System.nanoTime());
    }
    boolean lost = cut.isEmpty();
    closed
        .leftovers()
        .onSuccess(all -> {
          if (lost) {
            bounces.all(all.subList(0, unacknowledged), Bounces.LOST);
          }
          again(all.subList(unacknowledged, all.size()));
        });
    if (failure == null) {
      questions.answerAll(ToRemote.Verification.TIMEOUT);
    } else if (failure.isFinal() || closed.isRecognised() || !approach.tryOthers(failure)) {
      missed(failure);
    }
  }

  /** What was never written waits again, in its old place. */
  private void again(List<ToSession.Delivery> unsent) {
    putBack(unsent);
    if (stopped) {
      giveBackAll(Bounces.STOPS);
    } else {
      drain();
      reach(System.nanoTime());
    }
  }

  private void putBack(List<ToSession.Delivery> unsent) {
    long deadline = System.nanoTime() + services.config().get().s2s().queue().timeout().toNanos();
    outbox.addFirst(unsent, this::size, deadline);
  }

  /** The peer has opened a stream that can carry stanzas back, or that can take more. */
  void back(ToRemote.Back opened) {
    back.opened(opened);
    drain();
  }

  /** It ends. */
  void backEnds(ToRemote.BackEnds ending) {
    back.ends(ending.link());
  }

  /** It has ended. */
  void backGone(ToRemote.BackGone gone) {
    back.gone(gone.link());
    bounces.all(gone.unacknowledged(), Bounces.LOST);
    again(gone.unsent());
  }

  /** Looks after time-outs; {@code now} as of {@link System#nanoTime}. */
  void tick(long now) {
    LinkLimits limits = services.links();
    bounces.all(outbox.expired(now), Bounces.LATE);
    OutgoingStream open = stream;
    if (open != null) {
      watch.look(open, now, limits, !questions.isEmpty());
    } else {
      if (cut.isLate(now)) {
        notResumed(false);
      }
      reach(now);
    }
    questions.expire(now, limits.negotiationTimeout().toNanos());
  }

  /** How it stands. */
  Link link() {
    OutgoingStream open = stream;
    return new Link(
        pair.local(),
        pair.remote(),
        false,
        open != null && open.isBidirectional(),
        state(),
        open == null ? "none" : open.proof(),
        open == null ? "" : open.tlsVersion(),
        outbox.size(),
        cut.unacknowledged().size() + (open == null ? 0 : open.unacknowledged()),
        open == null ? 0 : open.age(),
        trouble);
  }

  private String state() {
    if (stream != null) {
      return stream.isUp() ? Link.UP : stream.isWanted() ? "proving itself" : "open for questions";
    }
    if (!cut.isEmpty() || back.isPaused()) {
      return "cut";
    }
    if (!back.isAbsent()) {
      return "on the stream of the other";
    }
    return approach.isUnderWay() ? "calling" : "pausing";
  }

  /** Whether nothing is left to be remembered. */
  boolean isIdle(long now) {
    return isDispensable() && !approach.isPausing(now);
  }

  /** Whether nothing is left but when to try again. */
  boolean isDispensable() {
    return stream == null
        && cut.isEmpty()
        && back.isAbsent()
        && !approach.isUnderWay()
        && outbox.isEmpty()
        && questions.isEmpty();
  }

  /** The server stops: what waits goes back, what is under way is ended; completes after that. */
  Future<Void> stop() {
    stopped = true;
    approach.stop();
    questions.answerAll(ToRemote.Verification.BUSY);
    giveBackAll(Bounces.STOPS);
    OutgoingStream open = stream;
    if (open == null) {
      return Future.succeededFuture();
    }
    open.stop();
    return open.ended();
  }

  private void giveBackAll(Failure failure) {
    notResumed(false);
    bounces.all(outbox.takeAll(), failure);
  }
}

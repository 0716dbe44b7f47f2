package dev.parley.transport.s2s;

import dev.parley.core.bus.Incoming;
import dev.parley.core.bus.Origin;
import dev.parley.core.bus.ToSession;
import dev.parley.core.config.FederationPolicy.Proof;
import dev.parley.core.config.LinkLimits;
import dev.parley.core.federation.NoTargetException;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.xml.ByteSink;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from one domain served here to one of another server: what waits, the stream that it
 * waits for, and who asks what that server says of other streams. Whatever is given to it is sent
 * once, or goes back once. Runs on one context.
 */
final class Line implements StreamOwner {
  private static final Logger LOG = LoggerFactory.getLogger(Line.class);
  private static final StanzaError TOO_LARGE =
      StanzaError.of(StanzaError.Condition.POLICY_VIOLATION, "Too large for the server");
  private static final StanzaError TOO_MUCH =
      StanzaError.of(StanzaError.Condition.RESOURCE_CONSTRAINT, "Too much waits for the server");
  private static final long QUESTION_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final DomainPair pair;
  private final S2sServices services;
  private final Dialer dialer;
  private final Outbox outbox = new Outbox();
  private final Backoff backoff = new Backoff(ThreadLocalRandom.current());
  private final Questions questions;
  private @Nullable OutgoingStream stream;
  private ToRemote.@Nullable BackLink back;
  private @Nullable Race race;
  private boolean dialing;
  private boolean stopped;
  private long lastUsed = System.nanoTime();

  Line(DomainPair pair, S2sServices services, Dialer dialer) {
    this.pair = pair;
    this.questions = new Questions(pair);
    this.services = services;
    this.dialer = dialer;
  }

  /** Sends a stanza, now or later. */
  void send(Stanza stanza, @Nullable Origin origin) {
    long now = System.nanoTime();
    lastUsed = now;
    ByteSink sink = dialer.loop().flusher().sink();
    stanza.write(sink);
    int size = sink.size();
    if (size > maxBytes()) {
      refuse(stanza, origin, TOO_LARGE);
      return;
    }
    ToSession.Delivery delivery =
        new ToSession.Delivery(stanza, origin == null ? null : new Passage(origin));
    if (outbox.isEmpty() && write(delivery)) {
      return;
    }
    if (stopped || services.proof(pair.remote()) == Proof.BLOCKED) {
      giveBack(delivery, new Failure(Failure.Kind.UNTRUSTED, "not spoken with"));
    } else if (!outbox.add(delivery, size, now, services.config().get().s2s().queue())) {
      giveBack(delivery, TOO_MUCH);
    } else if (backoff.isWaiting(now)
        && backoff.until() - now > services.config().get().s2s().queue().timeout().toNanos()) {
      giveBackAll(new Failure(Failure.Kind.UNREACHABLE, "tried in vain"));
    } else {
      reach(now);
    }
  }

  private long maxBytes() {
    OutgoingStream open = stream;
    ToRemote.BackLink way = back;
    if (open != null && open.isUp()) {
      return open.maxBytes();
    }
    return way == null ? Long.MAX_VALUE : way.maxBytes();
  }

  private boolean write(ToSession.Delivery delivery) {
    OutgoingStream open = stream;
    ToRemote.BackLink way = back;
    if (open != null && open.isUp() && !open.isFull()) {
      open.send(delivery);
      return true;
    }
    if (way != null && (open == null || !open.isUp())) {
      way.send(delivery);
      return true;
    }
    return false;
  }

  /** Sends what waits, as far as it can. */
  private void drain() {
    for (Outbox.Waiting next = outbox.poll(); next != null; next = outbox.poll()) {
      if (next.bytes() > maxBytes()) {
        giveBack(next.delivery(), TOO_LARGE);
      } else if (!write(next.delivery())) {
        outbox.addFirst(next);
        return;
      }
    }
  }

  /** Asks the server about a stream that somebody has opened to us. */
  void verify(Incoming<ToRemote> incoming, ToRemote.Verify request) {
    long now = System.nanoTime();
    lastUsed = now;
    if (backoff.isWaiting(now) && stream == null) {
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

  /** Sees to it that there is a stream, or will be. */
  private void reach(long now) {
    OutgoingStream open = stream;
    if (open != null) {
      if (!outbox.isEmpty()) {
        open.want();
      }
    } else if (!dialing && !stopped && !backoff.isWaiting(now)) {
      dialing = true;
      services
          .targets()
          .groups(pair.remote())
          .onComplete(found ->
              dialer
                  .context()
                  .runOnContext(here -> {
                    if (found.succeeded()) {
                      Race begun = dialer.race(pair, found.result());
                      race = begun;
                      dial(begun.start(), this::missed);
                    } else {
                      missed(found.cause());
                    }
                  }));
    }
  }

  private void missed(Throwable cause) {
    boolean known = cause instanceof NoTargetException absent && absent.isPermanent();
    failed(
        new Failure(
            known ? Failure.Kind.NOT_FOUND : Failure.Kind.UNREACHABLE,
            String.valueOf(cause.getMessage())));
  }

  private void dial(Future<Race.Connected> connecting, Consumer<Throwable> inVain) {
    connecting
        .onFailure(inVain::accept)
        .onSuccess(connected -> {
          if (stopped) {
            connected.socket().close();
            return;
          }
          dialing = false;
          OutgoingStream opened =
              new OutgoingStream(services, dialer.context(), pair, connected.target(), this);
          stream = opened;
          Wires.attach(opened, connected.socket(), dialer.loop());
          if (!outbox.isEmpty()) {
            opened.want();
          }
          opened.begin();
        });
  }

  @Override
  public void ready(OutgoingStream opened) {
    questions.ask(opened);
  }

  @Override
  public void up(OutgoingStream opened) {
    backoff.succeeded();
    drain();
    services.hooks().connected(pair.remote());
  }

  @Override
  public void acknowledged(OutgoingStream opened) {
    if (!outbox.isEmpty()) {
      drain();
    }
  }

  @Override
  public void verified(Dialback answer) {
    if (questions.answer(answer)) {
      backoff.succeeded();
    }
  }

  @Override
  public void over(OutgoingStream closed, @Nullable Failure failure) {
    if (closed == stream) {
      stream = null;
    }
    int unacknowledged = closed.unacknowledged();
    closed.leftovers().onSuccess(left -> returned(left, unacknowledged));
    if (failure == null) {
      questions.answerAll(ToRemote.Verification.TIMEOUT);
    } else if (!failure.isFinal() && !closed.isRecognised() && race != null && !stopped) {
      LOG.debug("{}: {}; are there others?", pair, failure.reason());
      dialing = true;
      dial(race.again(), cause -> failed(failure));
    } else {
      failed(failure);
    }
  }

  private void returned(List<ToSession.Delivery> left, int unacknowledged) {
    Failure lost = new Failure(Failure.Kind.UNREACHABLE, "the connection was lost");
    for (ToSession.Delivery delivery : left.subList(0, unacknowledged)) {
      giveBack(delivery, lost);
    }
    again(left.subList(unacknowledged, left.size()));
  }

  /** What was never written waits again, in its old place. */
  private void again(List<ToSession.Delivery> unsent) {
    if (unsent.isEmpty()) {
      return;
    }
    long now = System.nanoTime();
    long deadline = now + services.config().get().s2s().queue().timeout().toNanos();
    for (int i = unsent.size() - 1; i >= 0; i--) {
      ByteSink sink = dialer.loop().flusher().sink();
      unsent.get(i).stanza().write(sink);
      outbox.addFirst(new Outbox.Waiting(unsent.get(i), sink.size(), deadline));
    }
    if (stopped) {
      giveBackAll(new Failure(Failure.Kind.UNREACHABLE, "this server stops"));
    } else {
      drain();
      reach(now);
    }
  }

  private void failed(Failure failure) {
    dialing = false;
    backoff.failed(System.nanoTime(), services.links());
    LOG.debug("{}: {}", pair, failure.reason());
    questions.answerAll(Verifications.of(failure));
    if (failure.isFinal() || stopped) {
      giveBackAll(failure);
    }
  }

  /** The peer has opened a stream that can carry stanzas back. */
  void back(ToRemote.BackLink link) {
    back = link;
    drain();
  }

  /** It no longer can. */
  @SuppressWarnings("ReferenceEquality") // that link, not one like it
  void backGone(ToRemote.BackGone gone) {
    if (back == gone.link()) {
      back = null;
    }
    Failure lost = new Failure(Failure.Kind.UNREACHABLE, "the connection was lost");
    gone.unacknowledged().forEach(delivery -> giveBack(delivery, lost));
    again(gone.unsent());
  }

  /** Looks after time-outs; {@code now} as of {@link System#nanoTime}. */
  void tick(long now) {
    LinkLimits limits = services.links();
    Failure late = new Failure(Failure.Kind.UNREACHABLE, "waited too long");
    outbox.expired(now).forEach(delivery -> giveBack(delivery, late));
    OutgoingStream open = stream;
    if (open != null) {
      watch(open, now, limits);
    } else if (!outbox.isEmpty() || !questions.isEmpty()) {
      reach(now);
    }
    questions.expire(now, limits.negotiationTimeout().toNanos());
  }

  private void watch(OutgoingStream open, long now, LinkLimits limits) {
    if (open.wire().rest()) {
      // A stream that was opened for a question only is of no more use (XEP-0220 §2.1.2).
      long patience = open.isWanted() ? limits.idleTimeout().toNanos() : QUESTION_NANOS;
      if (now - lastUsed > patience && questions.isEmpty()) {
        open.close();
        return;
      }
    } else if (open.isUp()) {
      lastUsed = now;
    }
    boolean pending = !open.isReady() || (open.isWanted() && !open.isUp());
    if (pending && now - open.since() > limits.negotiationTimeout().toNanos()) {
      open.abandon("it has not answered in time");
    } else if (open.isOverdue(now)) {
      open.lost();
    }
  }

  /** Whether nothing is left to be remembered. */
  boolean isIdle(long now) {
    return stream == null
        && back == null
        && !dialing
        && outbox.isEmpty()
        && questions.isEmpty()
        && !backoff.isWaiting(now);
  }

  /** The open stream, null if there is none. */
  @Nullable OutgoingStream stream() {
    return stream;
  }

  /** The server stops: what waits goes back, what is under way is ended. */
  void stop() {
    stopped = true;
    questions.answerAll(ToRemote.Verification.BUSY);
    giveBackAll(new Failure(Failure.Kind.UNREACHABLE, "this server stops"));
    OutgoingStream open = stream;
    if (open != null) {
      open.stop();
    }
  }

  private void giveBackAll(Failure failure) {
    outbox.takeAll().forEach(delivery -> giveBack(delivery, failure));
  }

  private void giveBack(ToSession.Delivery delivery, Failure failure) {
    giveBack(delivery, failure.error());
  }

  private void giveBack(ToSession.Delivery delivery, StanzaError error) {
    Origin origin = delivery.ticket() instanceof Passage passage ? passage.origin() : null;
    refuse(delivery.stanza(), origin, error);
  }

  private void refuse(Stanza stanza, @Nullable Origin origin, StanzaError error) {
    services.router().refuse(stanza, error);
    services.router().safe(origin);
  }
}

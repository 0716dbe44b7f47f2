package dev.parley.transport.s2s;

import dev.parley.core.bus.HandledCounter;
import dev.parley.core.bus.ToSession;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a stream that another server has opened when its connection is cut: it is kept
 * for a while, so that the peer can go on with it on another one (XEP-0198 §5). Runs on the context
 * of the stream, unless said otherwise.
 */
final class Suspension {
  private final IncomingStream stream;
  private final String token;
  private final Promise<Void> over = Promise.promise();
  private State state = State.LIVE;
  private boolean late;
  private @Nullable Promise<Handover> asked;

  /** How far it is. */
  private enum State {
    /** The stream has its connection, as far as we know. */
    LIVE,
    /** It was cut, and waits. */
    WAITING,
    /** The next stream has what this one leaves, and has not said yet whether it uses it. */
    OFFERED,
    /** Nothing is left. */
    OVER
  }

  /**
   * What a stream has to show to go on with another.
   *
   * @param pairs of domains that it has proven
   * @param returns whether it may carry stanzas back (XEP-0288)
   */
  record Proof(Set<DomainPair> pairs, boolean returns) {}

  /**
   * What a stream leaves to the next.
   *
   * @param counting where both directions stand; belongs to the receiver until it says what it does
   * @param unsent what was to follow what is not acknowledged
   */
  record Handover(Suspension from, Counting counting, List<ToSession.Delivery> unsent) {
    HandledCounter inbound() {
      return counting.inbound();
    }
  }

  Suspension(IncomingStream stream, String token) {
    this.stream = stream;
    this.token = token;
    stream.services().resumable().put(token, this);
  }

  String token() {
    return token;
  }

  /** Completes when nothing is left. */
  Future<Void> over() {
    return over.future();
  }

  /** The stream was cut; false if too many were. */
  boolean begin() {
    S2sServices services = stream.services();
    if (state != State.LIVE
        || !services.resumable().cut().enter(domain(), services.links().streamsPerDomain())) {
      end();
      return false;
    }
    state = State.WAITING;
    stream
        .vertx()
        .setTimer(
            services.links().resumeTimeout().toMillis(),
            timer -> {
              late = true;
              expire();
            });
    return true;
  }

  private String domain() {
    return stream.pairs().remotes().iterator().next();
  }

  /** The stream has ended in good order. */
  void end() {
    if (state == State.WAITING || state == State.OFFERED) {
      stream.services().resumable().cut().leave(domain());
    }
    state = State.OVER;
    stream.services().resumable().remove(token, this);
    if (asked != null) {
      asked.tryFail("over");
    }
    over.tryComplete();
  }

  /** Nobody has come, or will. */
  void expire() {
    if (state == State.WAITING) {
      stream.counting().end();
      stream.back().giveBack();
      end();
    }
  }

  /** Gives what the stream leaves to another, which has to answer; from any context. */
  Future<Handover> take(Proof proof) {
    Promise<Handover> given = Promise.promise();
    stream.context().runOnContext(here -> give(proof, given));
    return given.future();
  }

  private void give(Proof proof, Promise<Handover> given) {
    if (asked != null
        || !proof.pairs().containsAll(stream.pairs().all())
        || stream.back().isAllowed() != proof.returns()) {
      given.fail("not its own");
      return;
    }
    if (state == State.LIVE) {
      // The peer knows before us that the connection is gone.
      stream.lost();
    }
    if (state != State.WAITING) {
      given.fail("over");
      return;
    }
    asked = given;
    Future.all(stream.counting().settled(), stream.back().settled())
        .onSuccess(all -> {
          if (state == State.WAITING) {
            state = State.OFFERED;
            given.complete(new Handover(this, stream.counting(), stream.back().unsent()));
          }
        });
  }

  /** The next stream goes on; from any context. */
  void used() {
    stream
        .context()
        .runOnContext(here -> {
          stream.counting().end();
          stream.back().forget();
          end();
        });
  }

  /** The next stream does not need it; from any context. */
  void unused() {
    stream
        .context()
        .runOnContext(here -> {
          state = State.WAITING;
          asked = null;
          if (late) {
            expire();
          }
        });
  }
}

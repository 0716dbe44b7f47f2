package dev.parley.transport.s2s;

import dev.parley.core.bus.ToSession;
import dev.parley.protocol.stream.StreamError.Condition;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.xml.Element;
import dev.parley.transport.stream.Acknowledgements;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Acknowledgements that a peer asks for on the stream it has opened, or that it wants to go on with
 * from one that was cut (XEP-0198 §3, §5).
 */
final class Consent {
  private final IncomingStream stream;
  private @Nullable Suspension suspension;

  Consent(IncomingStream stream) {
    this.stream = stream;
  }

  /** The peer asks; nothing is agreed on, or something else was asked for. */
  void asked(Element element) {
    boolean resume = element.name().equals("resume");
    if (!resume && !element.name().equals("enable")) {
      throw new StreamException(Condition.POLICY_VIOLATION, "acknowledgements are not enabled");
    }
    if (stream.receipts() != null || stream.pairs().isEmpty()) {
      refuse("unexpected-request");
    } else if (resume) {
      resume(element);
    } else {
      enable(element);
    }
  }

  private void refuse(String condition) {
    stream.wire().write(Acknowledgements.failed(condition));
  }

  private void enable(Element element) {
    Duration patience;
    try {
      patience = Acknowledgements.patience(element, stream.services().links().resumeTimeout());
    } catch (IllegalArgumentException unreadable) {
      refuse("bad-request");
      return;
    }
    if (patience.isZero()) {
      stream.wire().write(Acknowledgements.enabled());
    } else {
      Suspension kept = new Suspension(stream, RandomIds.next());
      suspension = kept;
      stream.wire().write(Acknowledgements.enabled(kept.token(), patience));
    }
    stream.count(stream.peer());
    stream.back().announce();
  }

  private void resume(Element element) {
    String token = element.attribute("previd");
    Long h = Acknowledgements.countOf(element);
    if (token == null || h == null) {
      refuse("bad-request");
      return;
    }
    stream.wire().suspend();
    stream
        .services()
        .resumable()
        .take(
            token,
            new Suspension.Proof(Set.copyOf(stream.pairs().all()), stream.back().isAllowed()))
        .onComplete(taken ->
            stream
                .context()
                .runOnContext(here -> {
                  resume(taken, token, h);
                  stream.wire().resume();
                }));
  }

  private void resume(AsyncResult<Suspension.Handover> taken, String token, long h) {
    if (taken.failed()) {
      refuse("item-not-found");
    } else if (stream.isClosed()) {
      taken.result().from().unused();
    } else {
      try {
        taken.result().counting().acknowledge(h);
        goOn(taken.result(), token);
      } catch (StreamException wrong) {
        taken.result().from().unused();
        stream.failed(wrong.error());
      }
    }
  }

  /** What the peer does not have goes first, and after that what has come meanwhile. */
  private void goOn(Suspension.Handover left, String token) {
    var outbound = left.counting().outbound();
    suspension = new Suspension(stream, token);
    stream.count(stream.peer(), left.inbound(), outbound.acknowledged());
    stream.wire().write(Acknowledgements.resumed(token, left.inbound().h()));
    for (ToSession.Delivery delivery : outbound.unacked()) {
      stream.wire().write(delivery);
    }
    for (ToSession.Delivery delivery : left.unsent()) {
      stream.wire().write(delivery);
    }
    stream.back().resume();
    left.from().used();
  }

  /** Whether the peer may go on with the stream when it is cut. */
  boolean isResumable() {
    return suspension != null;
  }

  /** The stream is over. What was given to it is kept for a while, or goes back. */
  void over(boolean cut) {
    Suspension kept = suspension;
    boolean waits = kept != null && cut && kept.begin();
    if (kept != null && !cut) {
      kept.end();
    }
    if (kept != null && cut && !waits) {
      stream.counting().end();
    }
    Return back = stream.back();
    back.end();
    if (!waits) {
      back.giveBack();
    } else {
      // Nobody has to wait for a peer that has all.
      back.settled()
          .onSuccess(all -> {
            if (!back.isOpen()) {
              back.giveBack();
            }
          });
    }
  }

  /** Nobody is waited for any more. */
  void expire() {
    if (suspension != null) {
      suspension.expire();
    }
  }

  /** Completes when nothing is kept of a stream that is over. */
  Future<Void> gone() {
    return suspension == null ? Future.succeededFuture() : suspension.over();
  }
}

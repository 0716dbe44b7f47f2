package dev.parley.transport.s2s;

import dev.parley.protocol.stream.StreamError.Condition;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.xml.Element;
import dev.parley.transport.stream.Acknowledgements;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Acknowledgements on a stream that we have opened: they are agreed on once the peer knows us, and
 * before anything is sent; if there was a stream before that was cut, this one goes on with it
 * (XEP-0198 §3, §5).
 */
final class Agreement {
  private final OutgoingStream stream;
  private final StreamOwner owner;
  private @Nullable Remains asked;
  private @Nullable String token;
  private Duration patience = Duration.ZERO;

  Agreement(OutgoingStream stream, StreamOwner owner) {
    this.stream = stream;
    this.owner = owner;
  }

  /** Begins, with the features that the peer offers to those it knows. */
  void begin(Element offered) {
    Remains left = owner.remains();
    boolean counts = offered.child(Acknowledgements.NAMESPACE, "sm") != null;
    if (left != null && !counts) {
      owner.notResumed(false);
    }
    if (!counts) {
      stream.rise();
    } else if (left == null) {
      stream.wire().write(Acknowledgements.enableResumable());
    } else {
      // What has come and is not safe yet would be sent again.
      left.settled().onSuccess(all -> resume(left));
    }
  }

  private void resume(Remains left) {
    if (!stream.isClosed()) {
      asked = left;
      stream.wire().write(Acknowledgements.resume(left.token(), left.inbound().h()));
    }
  }

  /** The peer's answer; nothing else is under way. */
  void answered(Element answer) {
    switch (answer.name()) {
      case "enabled" -> {
        remember(answer);
        stream.count();
        stream.rise();
      }
      case "resumed" -> resumed(answer);
      case "failed" -> refused(answer);
      default ->
          throw new StreamException(Condition.UNSUPPORTED_STANZA_TYPE, "unknown: " + answer.name());
    }
  }

  private void remember(Element enabled) {
    try {
      patience = Acknowledgements.patience(enabled, stream.services().links().resumeTimeout());
    } catch (IllegalArgumentException unreadable) {
      patience = Duration.ZERO;
    }
    token = enabled.attribute("id");
  }

  private void resumed(Element answer) {
    Remains left = asked;
    if (left == null || !left.token().equals(answer.attribute("previd"))) {
      throw new StreamException(Condition.POLICY_VIOLATION, "nobody wanted to resume that");
    }
    left.acknowledge(Counting.count(answer));
    asked = null;
    token = left.token();
    patience = left.patience();
    stream.goOn(left);
    owner.resumed();
    stream.rise();
  }

  /** With a count, the peer says what it has; the rest can be sent again. */
  private void refused(Element answer) {
    Remains left = asked;
    if (left == null) {
      stream.rise();
      return;
    }
    asked = null;
    boolean counted = answer.attribute("h") != null;
    if (counted) {
      left.acknowledge(Counting.count(answer));
    }
    owner.notResumed(counted);
    stream.wire().write(Acknowledgements.enableResumable());
  }

  /** Whether the peer keeps the stream when it is cut. */
  boolean isResumable() {
    return token != null && !patience.isZero();
  }

  /** What the stream leaves; null if the peer does not keep it. */
  @Nullable Remains remains(Counting counting) {
    String id = token;
    return id == null || patience.isZero()
        ? null
        : new Remains(id, patience, counting, System.nanoTime());
  }
}

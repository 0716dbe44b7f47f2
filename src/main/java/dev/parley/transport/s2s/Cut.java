package dev.parley.transport.s2s;

import dev.parley.core.bus.ToSession;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the stream of a line has left when it was cut, until the next one resumes it, if any. */
final class Cut {
  private static final Logger LOG = LoggerFactory.getLogger(Cut.class);

  private @Nullable Remains remains;

  /** Nothing has to be resumed. */
  boolean isEmpty() {
    return remains == null;
  }

  @Nullable Remains remains() {
    return remains;
  }

  /** Keeps what a stream has left; false if there is nothing, or nobody wants to go on with it. */
  boolean keep(OutgoingStream closed, boolean stopped) {
    Remains left = closed.remains();
    if (left == null) {
      return false;
    }
    boolean worth = !stopped && (closed.unacknowledged() > 0 || closed.isBidirectional());
    if (worth) {
      LOG.debug("{}: cut, to be resumed", closed);
      remains = left;
    } else {
      left.end();
    }
    return worth;
  }

  /** Whether it is too late to resume it; {@code now} as of {@link System#nanoTime}. */
  boolean isLate(long now) {
    return remains != null && remains.isLate(now);
  }

  /** What was sent and not acknowledged, in its order. */
  List<ToSession.Delivery> unacknowledged() {
    return remains == null ? List.of() : remains.unacknowledged();
  }

  /** Nothing is left to be resumed. */
  void end() {
    Remains left = remains;
    remains = null;
    if (left != null) {
      left.end();
    }
  }
}

package dev.parley.transport.s2s;

import dev.parley.core.bus.ToSession;
import org.jspecify.annotations.Nullable;

/**
 * A line's share of the streams that the peer has opened (XEP-0288). When one of them ends, the
 * line waits until it has got back what it gave, so that nothing overtakes that.
 */
@SuppressWarnings("ReferenceEquality") // that link, not one like it
final class WayBack {
  private final DomainPair pair;
  private ToRemote.@Nullable BackLink link;
  private ToRemote.@Nullable BackLink next;
  private boolean paused;

  WayBack(DomainPair pair) {
    this.pair = pair;
  }

  /** Whether there is none, nor will be. */
  boolean isAbsent() {
    return link == null;
  }

  /** Whether it is not known yet what becomes of what was given to it. */
  boolean isPaused() {
    return paused;
  }

  /** Largest element that the peer accepts there. */
  long maxBytes() {
    return link == null ? Long.MAX_VALUE : link.maxBytes();
  }

  /** Sends a stanza; false if that is not possible now. */
  boolean send(ToSession.Delivery delivery) {
    ToRemote.BackLink open = link;
    if (open == null || paused || open.isFull()) {
      return false;
    }
    open.send(delivery);
    return true;
  }

  /** There is one, or it can take more. */
  void opened(ToRemote.Back back) {
    if (!paused || link == null) {
      link = back.link();
      return;
    }
    next = back.link();
    if (!back.resumed()) {
      // The peer knows nothing of the stream before any more.
      link.giveUp();
    }
  }

  /** One ends; whatever was given to it is on its way there. */
  void ends(ToRemote.BackLink ending) {
    if (ending == link) {
      paused = true;
    }
    ending.settle(pair);
  }

  /** One has ended. */
  void gone(ToRemote.BackLink ended) {
    if (ended == link) {
      link = next;
      next = null;
      paused = false;
    } else if (ended == next) {
      next = null;
    }
  }
}

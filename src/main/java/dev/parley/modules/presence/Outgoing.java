package dev.parley.modules.presence;

import dev.parley.core.home.Session;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Presence;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What others have been told of one session. */
final class Outgoing {
  private final Session session;
  private final Pace pace;
  private Set<Jid> directed = Set.of();
  private boolean told;
  private boolean waiting;
  private @Nullable Presence farewell;

  Outgoing(Session session, Pace pace) {
    this.session = session;
    this.pace = pace;
  }

  Session session() {
    return session;
  }

  /** How often its contacts are told. */
  Pace pace() {
    return pace;
  }

  /** True if the contacts have been told that it is available, and nothing else since. */
  boolean isTold() {
    return told;
  }

  void told(boolean available) {
    told = available;
  }

  /** True if the contacts will be told of a change later. */
  boolean isWaiting() {
    return waiting;
  }

  void waiting(boolean later) {
    waiting = later;
  }

  /** The last unavailable presence it broadcast; null if there was none. */
  @Nullable Presence farewell() {
    return farewell;
  }

  void farewell(Presence unavailable) {
    farewell = unavailable;
  }

  /** True if directed presence holds for an address, its bare JID, or one of its resources. */
  boolean isDirected(Jid to) {
    if (directed.isEmpty()) {
      return false;
    }
    if (directed.contains(to) || directed.contains(to.bare())) {
      return true;
    }
    return to.isBare() && directed.stream().anyMatch(one -> one.bare().equals(to));
  }

  /** To whom it has sent directed presence that still holds (RFC 6121 §4.6). */
  Set<Jid> directed() {
    return directed;
  }

  /**
   * Adds to those; false if there would be more than {@code limit}. Then those with the same bare
   * JID make room first: earlier nicknames in a chat room, which one farewell ends as well.
   */
  boolean direct(Jid to, int limit) {
    if (directed.contains(to)) {
      return true;
    }
    if (directed.size() >= limit) {
      directed.removeIf(one -> one.bare().equals(to.bare()));
    }
    if (directed.size() >= limit) {
      return false;
    }
    if (directed.isEmpty()) {
      directed = new HashSet<>(4);
    }
    return directed.add(to);
  }

  /** Removes one of those. */
  void undirect(Jid to) {
    if (!directed.isEmpty()) {
      directed.remove(to);
    }
  }

  /** Removes all of those, and gives them. */
  Set<Jid> clear() {
    Set<Jid> all = directed;
    directed = Set.of();
    return all;
  }
}

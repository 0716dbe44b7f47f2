package dev.parley.modules.muc;

import dev.parley.protocol.stanza.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What was said last in a room, as far as its archive has been read for those who enter. */
final class History {
  /** A message of the archive, without what only moderators may see. */
  record Past(long id, Message message, int chars) {}

  private final ArrayDeque<Past> messages = new ArrayDeque<>(0);
  private boolean known;
  private long read;

  /** False until the archive has been read. */
  boolean isKnown() {
    return known;
  }

  /** When it was read, in milliseconds: what the archive has let go since is still here. */
  long readAt() {
    return read;
  }

  /** Takes over what was read, the oldest first. */
  void read(Collection<Past> past, long millis) {
    read = millis;
    messages.clear();
    messages.addAll(past);
    known = true;
  }

  /** Adds what was said just now, and drops what is too much. */
  void add(Past said, int most) {
    if (known) {
      messages.add(said);
      while (messages.size() > most) {
        messages.remove();
      }
    }
  }

  /** To be read again: the archive has changed, or nobody needs it now. */
  void forget() {
    messages.clear();
    known = false;
  }

  /** All, the oldest first. */
  List<Past> messages() {
    return new ArrayList<>(messages);
  }
}

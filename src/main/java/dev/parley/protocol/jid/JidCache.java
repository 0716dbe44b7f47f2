package dev.parley.protocol.jid;

import org.jspecify.annotations.Nullable;

/**
 * Remembers addresses by their text. Each text has one place, so a stranger can push others out and
 * no more: the size is fixed, and no lookup is longer than another.
 *
 * <p>Threads share it without locks. They may overwrite each other, but never see half an address,
 * because an address is immutable.
 */
final class JidCache {
  private static final int PLACES = 8192;

  /** Longer addresses are rare and would make the worst case big. */
  private static final int MAX_LENGTH = 128;

  private final @Nullable Jid[] places = new @Nullable Jid[PLACES];

  /** The address with exactly this text, null if it is not remembered. */
  @Nullable Jid find(String text) {
    var found = places[place(text)];
    return found != null && found.toString().equals(text) ? found : null;
  }

  /** Remembers an address, if its text is in canonical form and short. */
  Jid remember(String text, Jid jid) {
    if (text.length() <= MAX_LENGTH && jid.toString().equals(text)) {
      places[place(text)] = jid;
    }
    return jid;
  }

  private static int place(String text) {
    return Jid.spread(text.hashCode()) & PLACES - 1;
  }
}

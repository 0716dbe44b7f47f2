package dev.parley.modules.muc;

import dev.parley.modules.muc.rules.Affiliation;
import dev.parley.modules.muc.rules.RoomField;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets each person say something only every so often where a room wants that (XEP-0500 §6), over
 * all sessions and nicknames of that person.
 */
final class SlowMode {
  private static final int SWEEP = 1_000;

  /** When people have last said something, in nanoseconds; of those of whom it matters yet. */
  private final Map<Jid, Long> spoken = new HashMap<>(0);

  /**
   * Takes note of a message.
   *
   * @param nanos now, of a clock that does not go back
   * @return why it may not be said now; null if it may
   */
  @Nullable StanzaError refusal(Room room, Jid person, Message message, long nanos) {
    int seconds = room.config().number(RoomField.SLOW_MODE_DURATION);
    if (seconds == 0) {
      spoken.clear();
      return null;
    }
    if (message.body() == null || room.affiliation(person).isAtLeast(Affiliation.ADMIN)) {
      return null;
    }
    long pause = TimeUnit.SECONDS.toNanos(seconds);
    Long last = spoken.get(person);
    if (last != null && nanos - last < pause) {
      long left = TimeUnit.NANOSECONDS.toSeconds(pause - (nanos - last)) + 1;
      return Muc.error(room.jid(), StanzaError.Type.WAIT, Condition.POLICY_VIOLATION)
          .withText(
              "In this room you have to wait "
                  + seconds
                  + " seconds between messages. Try again in "
                  + left
                  + " seconds.");
    }
    if (spoken.size() >= SWEEP) {
      spoken.values().removeIf(when -> nanos - when >= pause);
    }
    spoken.put(person, nanos);
    return null;
  }
}

package dev.parley.modules.message;

import dev.parley.core.bus.Origin;
import dev.parley.core.bus.Ticket;
import dev.parley.protocol.stanza.Message;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A message that was given to sessions and that none of their clients is known to have. Used on the
 * context of the home that made it only.
 */
final class InFlight implements Ticket {
  private final Message message;
  private final long received;
  private @Nullable Origin origin;
  private long row;
  private Place place;
  private int holders;
  private boolean taken;

  /**
   * A message as it was given to sessions.
   *
   * @param received when the server got it, in milliseconds
   * @param origin whom to tell when it is safe; null if nobody waits, or was told
   * @param place where it stands, or will, among what the account has stored
   */
  InFlight(Message message, long received, @Nullable Origin origin, Place place) {
    this.message = message;
    this.received = received;
    this.origin = origin;
    this.place = place;
  }

  Message message() {
    return message;
  }

  long received() {
    return received;
  }

  @Nullable Origin origin() {
    return origin;
  }

  /** The sender was told that it is safe. */
  void settled() {
    origin = null;
  }

  /** Its id in the offline store; 0 if it is not there. */
  long row() {
    return row;
  }

  void row(long id) {
    row = id;
  }

  /** Where it is stored, at whichever attempt, so that it keeps its place. */
  Place place(LongSupplier ids) {
    if (place.id() == 0) {
      place = new Place(ids.getAsLong(), false);
    }
    return place;
  }

  boolean isTaken() {
    return taken;
  }

  /** A client has it. */
  void take() {
    taken = true;
  }

  void given(int sessions) {
    holders = sessions;
  }

  /** True if there is a session that may still take it. */
  boolean isHeld() {
    return holders > 0;
  }

  /** A session ended that may not have had it; true if no other may still take it. */
  boolean returned() {
    holders--;
    return holders <= 0 && !taken;
  }
}

package dev.parley.modules.presence;

import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * What the presence service is told from outside.
 *
 * @param directedPresences addresses that a session may have sent directed presence to
 * @param paced false to tell contacts of every change, however fast
 * @param millis a clock that does not go back, in milliseconds
 */
record PresenceSettings(IntSupplier directedPresences, BooleanSupplier paced, LongSupplier millis) {
  private static final int BURST = 10;
  private static final long INTERVAL_MILLIS = 500;

  /** The pace of a new session: ten changes at once, after that two a second. */
  Pace pace() {
    return new Pace(BURST, paced.getAsBoolean() ? INTERVAL_MILLIS : 0);
  }
}

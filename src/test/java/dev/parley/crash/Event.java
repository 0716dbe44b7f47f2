package dev.parley.crash;

/** What a client saw happen; times are {@link System#nanoTime}. */
sealed interface Event {
  /** When it happened. */
  long nanos();

  /**
   * A client sends a message, or repeats one of which it does not know what became.
   *
   * @param attempt 1 at first, one more with each repetition
   */
  record Sent(long nanos, Body body, int attempt) implements Event {}

  /** The server counts the message in {@code h} (XEP-0198 §4). */
  record Acknowledged(long nanos, Body body) implements Event {}

  /** The sender gets an error for the message. */
  record Bounced(long nanos, Body body) implements Event {}

  /** A device has a new session; what it got before, it may get again. */
  record Connected(long nanos, String device) implements Event {}

  /**
   * A device gets a message.
   *
   * @param device localpart and resource, as in {@code romeo/hall}
   * @param text of the body, whatever it is
   * @param attempt of the sender
   */
  record Delivered(long nanos, String device, String text, int attempt) implements Event {}

  /** The message lies in the offline store at the end. */
  record Stored(long nanos, Body body) implements Event {}
}

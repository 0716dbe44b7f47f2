package dev.parley.crash;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a message of the crash test says, different for each: who, to whom, and which.
 *
 * @param from localpart of the sender; letters and digits
 * @param to localpart of the recipient; letters and digits
 * @param number from 1, counted for this sender and this recipient
 */
record Body(String from, String to, long number) {
  private static final Pattern SYNTAX = Pattern.compile("(\\w+)-(\\w+)-(\\d+)");

  /** The inverse of {@link #toString}; empty if it is not the body of such a message. */
  static Optional<Body> parse(String text) {
    Matcher parts = SYNTAX.matcher(text);
    return parts.matches()
        ? Optional.of(new Body(parts.group(1), parts.group(2), Long.parseLong(parts.group(3))))
        : Optional.empty();
  }

  /** The messages among which there is an order. */
  String conversation() {
    return from + "-" + to;
  }

  @Override
  public String toString() {
    return conversation() + "-" + number;
  }
}

package dev.parley.modules.muc.rules;

import dev.parley.protocol.xml.Element;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * How much history somebody wants who enters (XEP-0045 §7.2.14).
 *
 * @param chars of whole stanzas, at most
 * @param stanzas at most
 * @param since milliseconds since 1970; only what was said then or later
 */
public record HistoryRequest(int chars, int stanzas, long since) {
  /** No limits but those of the room. */
  public static final HistoryRequest ALL =
      new HistoryRequest(Integer.MAX_VALUE, Integer.MAX_VALUE, 0);

  /**
   * Reads the element; what cannot be read is as if it were not there.
   *
   * @param history null if it was not sent
   * @param now milliseconds since 1970
   */
  public static HistoryRequest parse(@Nullable Element history, long now) {
    if (history == null) {
      return ALL;
    }
    long seconds = number(history.attribute("seconds"));
    long since = instant(history.attribute("since"));
    if (seconds < Integer.MAX_VALUE) {
      since = Math.max(since, now - 1_000 * seconds);
    }
    return new HistoryRequest(
        (int) number(history.attribute("maxchars")),
        (int) number(history.attribute("maxstanzas")),
        since);
  }

  /** True if nothing can fulfil it. */
  public boolean isNothing() {
    return chars == 0 || stanzas == 0;
  }

  private static long number(@Nullable String text) {
    if (text == null || text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Integer.MAX_VALUE;
    }
    return text.length() > 9 ? Integer.MAX_VALUE : Long.parseLong(text);
  }

  private static long instant(@Nullable String text) {
    try {
      return text == null ? 0 : Math.max(0, instantOf(text).toEpochMilli());
    } catch (DateTimeException | ArithmeticException wrong) {
      return 0;
    }
  }

  private static Instant instantOf(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }
}

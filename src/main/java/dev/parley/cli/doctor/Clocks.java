package dev.parley.cli.doctor;

import java.time.Duration;
import java.util.Locale;

/** Differences between clocks, in words. */
final class Clocks {
  private Clocks() {}

  /** As in {@code 3.2 s ahead of}. */
  static String words(Duration ahead) {
    String amount =
        ahead.abs().toMinutes() >= 10
            ? ahead.abs().toMinutes() + " min"
            : String.format(Locale.ROOT, "%.1f s", ahead.abs().toMillis() / 1_000.0);
    return amount + (ahead.isNegative() ? " behind" : " ahead of");
  }
}

package dev.parley.core.config.json;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody meant to type. */
public final class Nearest {
  private Nearest() {}

  /**
   * The candidate that looks most like {@code typed}.
   *
   * @return empty if none is near: more than a third of the letters are wrong, and neither is the
   *     beginning of the other
   */
  public static Optional<String> to(String typed, Collection<String> candidates) {
    String best = null;
    int least = Integer.MAX_VALUE;
    for (var candidate : candidates) {
      int distance = distance(fold(typed), fold(candidate));
      boolean near = distance <= Math.max(1, candidate.length() / 3);
      if (distance < least && (near || isBeginning(fold(typed), fold(candidate)))) {
        best = candidate;
        least = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  private static boolean isBeginning(String a, String b) {
    return Math.min(a.length(), b.length()) >= 3 && (a.startsWith(b) || b.startsWith(a));
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  /** Letters to add, drop, change or swap with their neighbour (optimal string alignment). */
  static int distance(String a, String b) {
    var rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        rows[i][j] = i == 0 ? j : j == 0 ? i : step(rows, a, b, i, j);
      }
    }
    return rows[a.length()][b.length()];
  }

  private static int step(int[][] rows, String a, String b, int i, int j) {
    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best =
        Math.min(Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1), rows[i - 1][j - 1] + change);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
  }
}

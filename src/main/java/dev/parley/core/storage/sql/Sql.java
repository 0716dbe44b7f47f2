package dev.parley.core.storage.sql;

import org.jspecify.annotations.Nullable;

/**
 * One SQL text for both databases, with parameters {@code $1}, {@code $2}, …, and no other {@code
 * $}
 *
 * @param postgresql the text as written
 * @param sqlite the text with {@code ?1}: SQLite would number {@code $n} by first appearance
 */
record Sql(String postgresql, String sqlite) {
  /** For constants; parsed once. */
  static Sql of(String text) {
    return new Sql(text, text.replace('$', '?'));
  }

  /**
   * This with arguments: String, Long, Boolean, byte[] or null.
   *
   * @param arguments the first one is the owner in every write: writes of one owner keep their
   *     order
   */
  Statement with(@Nullable Object... arguments) {
    return new Statement(this, arguments);
  }
}

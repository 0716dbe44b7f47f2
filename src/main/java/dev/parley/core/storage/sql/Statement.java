package dev.parley.core.storage.sql;

import org.jspecify.annotations.Nullable;

/** SQL and its arguments; the array is ours and is not changed. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Statement(Sql sql, @Nullable Object[] arguments) {

  /** The statements of one owner have the same key. */
  int orderKey() {
    return arguments.length == 0 || arguments[0] == null ? 0 : arguments[0].hashCode();
  }

  /** About how much memory the arguments take, in characters or bytes. */
  int weight() {
    int weight = 64;
    for (Object argument : arguments) {
      if (argument instanceof String text) {
        weight += text.length();
      } else if (argument instanceof byte[] bytes) {
        weight += bytes.length;
      }
    }
    return weight;
  }
}

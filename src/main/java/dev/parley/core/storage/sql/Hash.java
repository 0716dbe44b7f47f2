package dev.parley.core.storage.sql;

import org.jspecify.annotations.Nullable;

/** A short number for a long text, so that an index can hold it. */
final class Hash {
  private Hash() {}

  /** FNV-1a of the UTF-16 units; 0 for null only. Stored: never to be changed. */
  static long of(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash == 0 ? 1 : hash;
  }
}

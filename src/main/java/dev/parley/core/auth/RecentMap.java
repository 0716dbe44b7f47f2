package dev.parley.core.auth;

import java.util.Iterator;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** A map of bounded size that forgets what was not used for longest. */
final class RecentMap<K, V> {
  private final LinkedHashMap<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final int maxSize;

  RecentMap(int maxSize) {
    this.maxSize = maxSize;
  }

  @Nullable V get(K key) {
    return entries.get(key);
  }

  /** Puts a value; returns the one forgotten for it, null if none had to be. */
  @Nullable V put(K key, V value) {
    entries.put(key, value);
    if (entries.size() <= maxSize) {
      return null;
    }
    Iterator<V> oldest = entries.values().iterator();
    V forgotten = oldest.next();
    oldest.remove();
    return forgotten;
  }

  int size() {
    return entries.size();
  }
}

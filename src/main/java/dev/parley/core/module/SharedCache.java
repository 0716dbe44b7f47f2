package dev.parley.core.module;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all homes of this node have learned of the world outside: a limited number of immutable
 * values, those that were used last, each for a limited time. For all threads.
 */
public final class SharedCache<K, V> {
  private final int max;
  private final long expiryMillis;
  private final LongSupplier millis;
  private final Map<K, Known<V>> entries =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Known<V>> eldest) {
          return size() > max;
        }
      };

  /**
   * Is empty.
   *
   * @param millis a clock that never goes back
   */
  public SharedCache(int max, long expiryMillis, LongSupplier millis) {
    this.max = max;
    this.expiryMillis = expiryMillis;
    this.millis = millis;
  }

  private record Known<V>(V value, long learned) {}

  /** Null if it is not known, or was learned too long ago. */
  public synchronized @Nullable V find(K key) {
    Known<V> known = entries.get(key);
    if (known == null) {
      return null;
    }
    if (millis.getAsLong() - known.learned() >= expiryMillis) {
      entries.remove(key);
      return null;
    }
    return known.value();
  }

  /** Adds or replaces a value; the one not used for the longest has to go if there are too many. */
  public synchronized void put(K key, V value) {
    entries.put(key, new Known<>(value, millis.getAsLong()));
  }

  synchronized int size() {
    return entries.size();
  }
}

package dev.parley.transport.s2s;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Things by key, made when first asked for, and no more than so many: then those go that can be
 * made again, and if none can, there is nothing for a new key.
 */
final class Bounded<K, V> {
  private final int most;
  private final Function<K, V> maker;
  private final Predicate<V> dispensable;
  private final Map<K, V> things = new HashMap<>();

  Bounded(int most, Function<K, V> maker, Predicate<V> dispensable) {
    this.most = most;
    this.maker = maker;
    this.dispensable = dispensable;
  }

  /** What this key has; null if there is no room for it. */
  @Nullable V get(K key) {
    V known = things.get(key);
    if (known != null) {
      return known;
    }
    if (things.size() >= most) {
      things.values().removeIf(dispensable);
    }
    return things.size() >= most ? null : always(key);
  }

  /** What this key has, be there room or not. */
  V always(K key) {
    return things.computeIfAbsent(key, maker);
  }

  /** All there are; what is removed here is forgotten. */
  Collection<V> values() {
    return things.values();
  }
}

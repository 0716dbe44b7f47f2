package dev.parley.transport.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one stream has to write, first in, first out. Whoever does not need it clears it. */
final class Backlog {
  private final Chains chains;
  private int first = Chains.NONE;
  private int last = Chains.NONE;

  /** Nothing yet. */
  Backlog(Chains chains) {
    this.chains = chains;
  }

  boolean isEmpty() {
    return first == Chains.NONE;
  }

  void add(Object item) {
    int node = chains.add(item);
    if (first == Chains.NONE) {
      first = node;
    } else {
      chains.link(last, node);
    }
    last = node;
  }

  /** Takes the first; null if there is none. */
  @Nullable Object poll() {
    int node = first;
    if (node == Chains.NONE) {
      return null;
    }
    Object item = chains.item(node);
    first = chains.next(node);
    chains.remove(node);
    return item;
  }

  /** Shows all; the action leaves the list as it is. */
  void forEach(Consumer<Object> action) {
    for (int node = first; node != Chains.NONE; node = chains.next(node)) {
      action.accept(chains.item(node));
    }
  }

  /** Takes all. */
  List<Object> clear() {
    List<Object> all = new ArrayList<>(0);
    for (Object item = poll(); item != null; item = poll()) {
      all.add(item);
    }
    return all;
  }
}

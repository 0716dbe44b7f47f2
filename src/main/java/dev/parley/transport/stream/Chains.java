package dev.parley.transport.stream;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The short lists of all streams of one event loop, in two arrays that they share.
 *
 * <p>A list is known by the numbers of its nodes, so adding to it changes no object that lives as
 * long as a connection. With many connections that is most of what adding costs: each of them is
 * far from the processor, and the garbage collector looks through all old objects that are given
 * new ones.
 */
final class Chains {
  /** The node that is none. */
  static final int NONE = -1;

  private static final int ROOM = 256;

  /** From this many nodes on the room is given back once it is not used. */
  private static final int MUCH_ROOM = 16 * 1024;

  private @Nullable Object[] items = new Object[ROOM];
  private int[] next = new int[ROOM];
  private int free = NONE;
  private int untouched;
  private int used;

  /** A new node, which nothing follows. */
  int add(Object item) {
    int node = free;
    if (node == NONE) {
      node = untouched++;
      if (node == next.length) {
        items = Arrays.copyOf(items, 2 * node);
        next = Arrays.copyOf(next, 2 * node);
      }
    } else {
      free = next[node];
    }
    items[node] = item;
    next[node] = NONE;
    used++;
    return node;
  }

  /** Puts a node behind another. */
  void link(int node, int following) {
    next[node] = following;
  }

  /** What follows a node; {@link #NONE} if it is the last. */
  int next(int node) {
    return next[node];
  }

  /** What is in a node. */
  Object item(int node) {
    Object item = items[node];
    if (item == null) {
      throw new IllegalStateException("node " + node + " is free");
    }
    return item;
  }

  /** Gives a node back; another list may have it next. */
  void remove(int node) {
    items[node] = null;
    next[node] = free;
    free = node;
    used--;
    if (used == 0 && next.length >= MUCH_ROOM) {
      items = new Object[ROOM];
      next = new int[ROOM];
      free = NONE;
      untouched = 0;
    }
  }
}

package dev.parley.core.bus;

import java.util.BitSet;

/**
 * Counts what the client has sent since it enabled acknowledgements (XEP-0198 §4). A stanza counts
 * as handled once it and all before it are safe. A session's counter goes with it from stream to
 * stream; only who has the session uses it.
 */
public final class HandledCounter {
  private final BitSet safe = new BitSet();
  private long received;
  private long handled;

  /** The number of the stanza that bit 0 stands for. */
  private long base = 1;

  /** Another stanza has come; returns its number, from 1. */
  public long receive() {
    return ++received;
  }

  /** A stanza is safe; returns true if {@link #handled} has grown. */
  public boolean safe(long number) {
    if (number <= handled) {
      return false;
    }
    if (number == handled + 1) {
      handled++;
      skipSafe();
      return true;
    }
    safe.set((int) (number - base));
    return false;
  }

  private void skipSafe() {
    if (handled == received) {
      base = received + 1;
      safe.clear();
      return;
    }
    int next = safe.nextClearBit((int) (handled + 1 - base));
    handled = Math.max(handled, base + next - 1);
    if (handled == received || handled - base > 65_536) {
      compact();
    }
  }

  private void compact() {
    int from = (int) (handled + 1 - base);
    BitSet rest = safe.get(from, Math.max(from, safe.length()));
    safe.clear();
    safe.or(rest);
    base = handled + 1;
  }

  /**
   * Forgets what has come and is not handled: the client sends it again on its next stream, where
   * it gets the same numbers.
   */
  public void forgetUnhandled() {
    received = handled;
    base = handled + 1;
    safe.clear();
  }

  /** How many have come. */
  public long received() {
    return received;
  }

  /** How many, from the first without gap, are safe. */
  public long handled() {
    return handled;
  }

  /** {@link #handled} as it goes into {@code h}: modulo 2^32 (XEP-0198 §4). */
  public long h() {
    return handled & 0xffff_ffffL;
  }
}

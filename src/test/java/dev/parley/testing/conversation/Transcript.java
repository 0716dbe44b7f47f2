package dev.parley.testing.conversation;

import java.util.ArrayList;
import java.util.List;

/** All that was said, in the order the client side saw it; written by several threads. */
final class Transcript {
  private static final int LINE = 2000;

  private final List<String> lines = new ArrayList<>();

  void sent(String actor, String what) {
    add(actor + " > " + what);
  }

  void received(String actor, Object what) {
    add(actor + " < " + what);
  }

  /** Replaces all that this actor has heard so far by one line. */
  synchronized void summarize(String actor, String what) {
    lines.removeIf(line -> line.startsWith(actor + " < "));
    sent(actor, what);
  }

  private synchronized void add(String line) {
    lines.add(line.length() > LINE ? line.substring(0, LINE) + "…" : line);
  }

  @Override
  public synchronized String toString() {
    return String.join("\n", lines);
  }
}

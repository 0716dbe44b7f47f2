package dev.parley.modules.muc;

import dev.parley.protocol.jid.Jid;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** A budget for each of the people who were busy last. */
final class Budgets {
  private static final int MOST = 1_000;

  private final Supplier<Budget> full;
  private final Map<Jid, Budget> budgets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Jid, Budget> eldest) {
          return size() > MOST;
        }
      };

  /** Begins with full budgets. */
  Budgets(Supplier<Budget> full) {
    this.full = full;
  }

  /** Takes one of what somebody, a bare JID, may do; false if none is left. */
  boolean take(Jid bare, long now) {
    return budgets.computeIfAbsent(bare, first -> full.get()).take(now);
  }
}

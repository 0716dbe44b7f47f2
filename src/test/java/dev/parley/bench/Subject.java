package dev.parley.bench;

import dev.parley.core.config.TlsConfig.Engine;
import org.jspecify.annotations.Nullable;

/**
 * What is measured.
 *
 * @param name as the tables show it
 * @param engine its TLS engine, on which the budgets depend
 * @param archives whether it keeps messages; null if that is not known
 */
record Subject(String name, Engine engine, Target target, @Nullable Boolean archives) {
  /** One that keeps no messages. */
  Subject(String name, Engine engine, Target target) {
    this(name, engine, target, false);
  }

  /** A server that somebody else has started. */
  static Subject external(Target target) {
    return new Subject("external", Engine.JDK, target, null);
  }

  /** Whether a row can be measured here. */
  boolean measures(Row row) {
    if (archives == null) {
      return row != Row.ARCHIVE_PAGE && !row.needsListener();
    }
    return archives == row.isArchived();
  }

  /** The budget of a row in microseconds; empty for the floor, which has none. */
  String budget(Row row) {
    return target.isRelay() ? "" : "≤ " + row.budgetMicros(engine);
  }
}

package dev.parley.bench;

import dev.parley.core.config.TlsConfig.Engine;

/**
 * What is measured.
 *
 * @param name as the tables show it
 * @param engine its TLS engine, on which the budgets depend
 */
record Subject(String name, Engine engine, Target target) {
  /** The budget of a row in microseconds; empty for the floor, which has none. */
  String budget(Row row) {
    return target.isRelay() ? "" : "≤ " + row.budgetMicros(engine);
  }
}

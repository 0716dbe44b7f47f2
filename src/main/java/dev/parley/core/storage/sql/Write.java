package dev.parley.core.storage.sql;

import io.vertx.core.Vertx;
import java.util.List;

/**
 * Statements that are done together or not at all, and who waits for them.
 *
 * @param statements at least one, all of one owner
 * @param weight of all their arguments
 * @param call gets the number of rows that each changed
 */
record Write(List<Statement> statements, int weight, Call<List<Integer>> call) {

  /** A write of the calling context. */
  static Write of(Vertx vertx, List<Statement> statements) {
    int weight = 0;
    for (Statement statement : statements) {
      weight += statement.weight();
    }
    return new Write(statements, weight, new Call<>(vertx));
  }

  int rows() {
    return statements.size();
  }
}

package dev.parley.core.storage.sql;

import io.vertx.core.Future;
import java.util.List;

/**
 * What the stores need of a database. Futures complete on the context that asked, within a
 * deadline, and fail with {@link dev.parley.core.storage.StorageException}.
 *
 * <p>Writes share their commits with their neighbours (group commit), for a commit waits for the
 * disk. A write fails alone: its neighbours do not notice. Those of one owner, the first argument,
 * keep their order.
 */
interface Database {

  /** The rows of a SELECT; sees all writes that have completed. */
  Future<List<Row>> query(Statement statement);

  /** Does writes of one owner together or not at all; gives the number of rows each changed. */
  Future<List<Integer>> write(List<Statement> statements);

  /** Does one write; gives the number of changed rows. */
  default Future<Integer> write(Statement statement) {
    return write(List.of(statement)).map(counts -> counts.get(0));
  }

  /** Whether it can be used. */
  Availability availability();

  /** What is open and how safe it is, without the password. */
  String description();

  /** Ends what was begun and closes. */
  Future<Void> close();
}

package dev.parley.core.storage.sql;

import dev.parley.core.MayBlock;
import dev.parley.core.config.StorageConfig;
import dev.parley.core.storage.StorageException;
import dev.parley.core.storage.StorageException.Kind;
import dev.parley.core.storage.StorageOpenException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL. While it is away every call fails at once, and a new session is tried again and
 * again, a second apart.
 */
final class PgDatabase implements Database {
  private static final Logger LOG = LoggerFactory.getLogger(PgDatabase.class);
  private static final long FIRST_RETRY_MILLIS = 50;
  private static final long RETRY_MILLIS = 1_000;

  private final Vertx vertx;
  private final PgSession.Plan plan;
  private final Availability availability = new Availability();
  private volatile @Nullable PgSession session;
  private volatile String description = "PostgreSQL";
  private volatile boolean closed;

  private PgDatabase(Vertx vertx, PgSession.Plan plan) {
    this.vertx = vertx;
    this.plan = plan;
  }

  /** Connects and brings the tables up to date; fails with {@link StorageOpenException}. */
  static Future<Database> open(
      Vertx vertx, PgAddress address, StorageConfig config, Tuning tuning) {
    int writers = Math.max(1, config.connections() / 2);
    int readers = Math.max(1, config.connections() - writers);
    var plan = new PgSession.Plan(address, readers, writers, config.sync(), tuning);
    var database = new PgDatabase(vertx, plan);
    return PgSession.open(vertx, plan, database::lost)
        .compose(opened -> database.migrate(opened).map(current -> database.use(opened)))
        .recover(cause -> {
          database.closed = true;
          return Future.failedFuture(PgErrors.toOpen(address, cause));
        });
  }

  private Future<Void> migrate(PgSession opened) {
    if (!Schema.isOld(opened.facts().schema())) {
      return Future.succeededFuture();
    }
    return vertx
        .executeBlocking(this::runMigrations, false)
        .<Void>mapEmpty()
        .onFailure(cause -> opened.close());
  }

  @MayBlock
  private @Nullable Void runMigrations() {
    Migrations.run(
        plan.address().toDataSource(plan.tuning().deadline()), Migrations.Dialect.POSTGRESQL);
    return null;
  }

  private Database use(PgSession opened) {
    List<String> dangers = opened.facts().dangers();
    dangers.forEach(danger -> LOG.error("PostgreSQL is not safe: {}", danger));
    description =
        "PostgreSQL "
            + opened.facts().version()
            + " at "
            + plan.address()
            + (dangers.isEmpty()
                ? ", commits are flushed to disk"
                : ", NOT SAFE: " + String.join("; ", dangers));
    session = opened;
    availability.regained();
    if (opened.isLost()) {
      // Before we had it, so nobody has begun to reconnect for it, or has in vain.
      lost("it went away at once");
    }
    return this;
  }

  private void lost(String reason) {
    session = null;
    if (!closed && availability.lost("PostgreSQL at " + plan.address() + ": " + reason)) {
      vertx.setTimer(FIRST_RETRY_MILLIS, ignored -> reconnect());
    }
  }

  private void reconnect() {
    if (closed) {
      return;
    }
    PgSession.open(vertx, plan, this::lost)
        .onSuccess(this::resume)
        .onFailure(cause -> {
          LOG.debug("PostgreSQL is still away", cause);
          vertx.setTimer(RETRY_MILLIS, ignored -> reconnect());
        });
  }

  private void resume(PgSession opened) {
    if (closed) {
      opened.close();
    } else if (opened.facts().schema() != Schema.VERSION) {
      // Somebody restored another database, or a newer server has been here.
      LOG.error("the database has schema version {} now", opened.facts().schema());
      opened.close();
      vertx.setTimer(RETRY_MILLIS, ignored -> reconnect());
    } else {
      use(opened);
    }
  }

  @Override
  public Future<List<Row>> query(Statement statement) {
    PgSession now = session;
    if (now == null) {
      return Future.failedFuture(unavailable());
    }
    var call = new Call<List<Row>>(vertx);
    now.read(statement, call);
    return call.future();
  }

  @Override
  public Future<List<Integer>> write(List<Statement> statements) {
    PgSession now = session;
    if (now == null) {
      return Future.failedFuture(unavailable());
    }
    Write write = Write.of(vertx, statements);
    now.write(write);
    return write.call().future();
  }

  private static StorageException unavailable() {
    return new StorageException(Kind.UNAVAILABLE, "the database is unavailable");
  }

  @Override
  public Availability availability() {
    return availability;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public Future<Void> close() {
    closed = true;
    PgSession last = session;
    session = null;
    return last == null ? Future.succeededFuture() : last.close();
  }
}

package dev.parley.core.storage.sql;

import dev.parley.core.config.StorageConfig.Sync;
import dev.parley.core.storage.StorageException;
import dev.parley.core.storage.StorageException.Kind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connections to PostgreSQL from one outage to the next. When one breaks, or leaves a call
 * without an answer until its deadline, all are given up and everybody who waits is told.
 */
final class PgSession {
  private static final long WATCH_MILLIS = 250;

  /**
   * How this session is set up.
   *
   * @param readers connections that read
   * @param writers connections that write
   */
  record Plan(PgAddress address, int readers, int writers, Sync sync, Tuning tuning) {}

  private final Vertx vertx;
  private final Pool pool;
  private final Plan plan;
  private final Consumer<String> onLost;
  private final AtomicBoolean lost = new AtomicBoolean();
  private final List<PgLane> readers = new ArrayList<>();
  private final List<PgWriter> writers = new ArrayList<>();
  private PgFacts facts = PgFacts.UNKNOWN;

  private PgSession(Vertx vertx, Pool pool, Plan plan, Consumer<String> onLost) {
    this.vertx = vertx;
    this.pool = pool;
    this.plan = plan;
    this.onLost = onLost;
  }

  /**
   * Connects; fails within the deadline.
   *
   * @param onLost called once, with the reason, when the session has ended by itself
   */
  static Future<PgSession> open(Vertx vertx, Plan plan, Consumer<String> onLost) {
    int lanes = plan.readers + plan.writers;
    Pool pool =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(lanes))
            .with(
                new NetClientOptions()
                    .setTcpKeepAlive(true)
                    .setConnectTimeout((int) plan.tuning.deadline().toMillis() / 2))
            .connectingTo(plan.address.toOptions())
            .using(vertx)
            .build();
    var session = new PgSession(vertx, pool, plan, onLost);
    List<Future<PgLane>> opened = new ArrayList<>();
    for (int i = 0; i < lanes; i++) {
      opened.add(session.connect());
    }
    return Future.all(opened)
        .compose(all -> PgFacts.ask(opened.get(0).result()))
        .timeout(plan.tuning.deadline().toMillis(), TimeUnit.MILLISECONDS)
        .map(found -> {
          session.facts = found;
          session.start(opened.stream().map(Future::result).toList());
          return session;
        })
        .onFailure(cause -> session.end(unavailable("the database cannot be reached")));
  }

  /** One more connection, on an event loop of its own choice. */
  private Future<PgLane> connect() {
    Context context = ((VertxInternal) vertx).createEventLoopContext();
    Promise<PgLane> promise = Promise.promise();
    context.runOnContext(ignored ->
        pool.getConnection()
            .compose(connection -> {
              connection.closeHandler(closed -> lost("a connection broke"));
              connection.exceptionHandler(cause -> lost(String.valueOf(cause.getMessage())));
              return connection
                  .query(settings())
                  .execute()
                  .map(done -> new PgLane(context, connection, this::lost));
            })
            .onComplete(promise));
    return promise.future();
  }

  private String settings() {
    long timeout = plan.tuning.deadline().toMillis() * 6 / 10;
    String settings = "SET statement_timeout = " + timeout;
    // What NORMAL leaves to the server's configuration.
    return plan.sync == Sync.FULL ? settings + "; SET synchronous_commit = on" : settings;
  }

  private void start(List<PgLane> lanes) {
    readers.addAll(lanes.subList(0, plan.readers));
    for (PgLane lane : lanes.subList(plan.readers, lanes.size())) {
      writers.add(new PgWriter(lane));
    }
    for (PgLane lane : readers) {
      watch(lane, lane::oldest);
    }
    for (PgWriter writer : writers) {
      watch(writer.lane(), writer::oldest);
    }
  }

  private void watch(PgLane lane, Oldest oldest) {
    long deadline = plan.tuning.deadline().toNanos();
    lane.context()
        .runOnContext(begin ->
            vertx.setPeriodic(
                WATCH_MILLIS,
                timer -> {
                  Long since = oldest.since();
                  if (lost.get()) {
                    vertx.cancelTimer(timer);
                  } else if (since != null && System.nanoTime() - since > deadline) {
                    lost("it does not answer");
                  }
                }));
  }

  /** When something began, as {@link System#nanoTime}; null if nothing is under way. */
  @FunctionalInterface
  private interface Oldest {
    @Nullable Long since();
  }

  /** True once it has ended, for whatever reason. */
  boolean isLost() {
    return lost.get();
  }

  /** What this server is like. */
  PgFacts facts() {
    return facts;
  }

  /** Called on any thread. */
  void read(Statement statement, Call<List<Row>> call) {
    PgLane best = readers.get(0);
    for (int i = 1; i < readers.size() && best.load() > 0; i++) {
      PgLane other = readers.get(i);
      if (other.load() < best.load()) {
        best = other;
      }
    }
    best.read(statement, call);
  }

  /** Writes of one owner go through one connection, so that they keep their order. */
  void write(Write write) {
    int key = write.statements().get(0).orderKey();
    writers.get(Math.floorMod(key, writers.size())).submit(write);
  }

  private void lost(String reason) {
    if (end(unavailable("the database is unavailable"))) {
      onLost.accept(reason);
    }
  }

  private static StorageException unavailable(String message) {
    return new StorageException(Kind.UNAVAILABLE, message);
  }

  /** Closes without waiting for anything; false if it has ended before. */
  private boolean end(StorageException cause) {
    if (!lost.compareAndSet(false, true)) {
      return false;
    }
    readers.forEach(lane -> lane.context().runOnContext(ignored -> lane.fail(cause)));
    writers.forEach(writer -> writer.lane().context().runOnContext(ignored -> writer.fail(cause)));
    pool.close();
    return true;
  }

  /** Ends what is under way and closes. */
  Future<Void> close() {
    List<Future<?>> idle = new ArrayList<>();
    writers.forEach(writer -> idle.add(writer.drain()));
    readers.forEach(lane -> idle.add(lane.drain()));
    return Future.join(idle)
        .timeout(plan.tuning.deadline().toMillis(), TimeUnit.MILLISECONDS)
        .transform(drained -> {
          end(unavailable("the database is closed"));
          return Future.succeededFuture();
        });
  }
}

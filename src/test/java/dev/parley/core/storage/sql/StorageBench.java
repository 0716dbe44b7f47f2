package dev.parley.core.storage.sql;

import static dev.parley.core.storage.Backend.await;

import dev.parley.core.config.StorageConfig;
import dev.parley.core.config.StorageConfig.Sync;
import dev.parley.core.storage.Account;
import dev.parley.core.storage.Storage;
import dev.parley.protocol.jid.Jid;
import dev.parley.testing.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Durable rows a second and CPU per row, by how many callers wait at a time. By hand: {@code java
 * -cp ... dev.parley.core.storage.sql.StorageBench [batch rows] [batch wait in µs] [seconds]}.
 */
final class StorageBench {
  private static final String STANZA = "<message><body>" + "x".repeat(230) + "</body></message>";
  private static final int OWNERS = 200;

  private final Vertx vertx = Vertx.vertx();
  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final Tuning tuning;
  private final Duration time;

  private StorageBench(Tuning tuning, Duration time) {
    this.tuning = tuning;
    this.time = time;
  }

  public static void main(String[] arguments) throws Exception {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : Tuning.DEFAULT.batchRows();
    Duration wait =
        arguments.length > 1
            ? Duration.ofNanos(Long.parseLong(arguments[1]) * 1000)
            : Tuning.DEFAULT.batchWait();
    long seconds = arguments.length > 2 ? Long.parseLong(arguments[2]) : 3;
    String only = arguments.length > 3 ? arguments[3] : "";
    var tuning = new Tuning(rows, wait, Duration.ofSeconds(5));
    new StorageBench(tuning, Duration.ofSeconds(seconds)).run(only);
  }

  private void run(String only) throws Exception {
    out.println("batch rows " + tuning.batchRows() + ", wait " + tuning.batchWait());
    out.println("database            in flight   rows/s   p50 µs   p99 µs   CPU µs/row   open ms");
    for (Sync sync : Sync.values()) {
      if (!only.equals("pg")) {
        Path folder = Files.createTempDirectory(Path.of("target"), "bench");
        measure("SQLite " + sync, new StorageConfig("sqlite:b.db", null, sync, 2), folder);
      }
    }
    if (!only.equals("sqlite")) {
      try (var server = new TestPostgres()) {
        measure(
            "PostgreSQL",
            new StorageConfig(server.freshDatabase(), null, Sync.FULL, 4),
            Path.of(""));
      }
    }
    await(vertx.close());
  }

  private void measure(String name, StorageConfig config, Path folder) {
    for (int inFlight : new int[] {1, 64, 1000}) {
      long begin = System.nanoTime();
      Database database = await(SqlStorage.database(vertx, config, folder, tuning));
      double openMillis = (System.nanoTime() - begin) / 1e6;
      var storage = new SqlStorage(vertx, database);
      var load = new Load(storage, inFlight);
      load.run(time.dividedBy(3));
      long cpu = cpuNanos();
      begin = System.nanoTime();
      load.latencies.clear();
      load.run(time);
      double seconds = (System.nanoTime() - begin) / 1e9;
      cpu = cpuNanos() - cpu;
      int done = load.latencies.size();
      load.latencies.sort(null);
      out.printf(
          java.util.Locale.ROOT,
          "%-22s %6d %8.0f %8d %8d %12.1f %9.0f%n",
          name,
          inFlight,
          done / seconds,
          load.latencies.get(done / 2),
          load.latencies.get(done * 99 / 100),
          cpu / 1e3 / done,
          openMillis);
      await(storage.close());
    }
  }

  private static long cpuNanos() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return ((com.sun.management.OperatingSystemMXBean) system).getProcessCpuTime();
  }

  /** Callers on one event loop, each of whom waits for its row before it brings the next. */
  private final class Load {
    private final Storage storage;
    private final int inFlight;
    private final List<Jid> owners = new ArrayList<>();
    private final List<Long> latencies = new ArrayList<>();
    private long nextId;
    private int active;
    private long until;

    Load(Storage storage, int inFlight) {
      this.storage = storage;
      this.inFlight = inFlight;
      this.nextId = System.nanoTime();
      List<Future<?>> created = new ArrayList<>();
      for (int i = 0; i < OWNERS; i++) {
        Jid owner = Jid.of("user" + i, "example.com", null);
        owners.add(owner);
        created.add(
            storage
                .accounts()
                .create(new Account(owner, true, Instant.EPOCH, List.of()))
                .otherwiseEmpty());
      }
      await(Future.all(created));
    }

    void run(Duration length) {
      Promise<Void> end = Promise.promise();
      vertx.runOnContext(ignored -> {
        until = System.nanoTime() + length.toNanos();
        active = inFlight;
        for (int i = 0; i < inFlight; i++) {
          next(end);
        }
      });
      await(end.future());
    }

    private void next(Promise<Void> end) {
      long begin = System.nanoTime();
      if (begin > until) {
        if (--active == 0) {
          end.complete();
        }
        return;
      }
      long id = nextId++;
      storage
          .offline()
          .append(owners.get((int) (id % OWNERS)), id, Instant.EPOCH, STANZA, STANZA.length())
          .onComplete(done -> {
            if (done.failed()) {
              end.fail(done.cause());
            }
            latencies.add((System.nanoTime() - begin) / 1000);
            next(end);
          });
    }
  }
}

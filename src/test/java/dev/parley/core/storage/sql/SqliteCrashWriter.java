package dev.parley.core.storage.sql;

import static dev.parley.core.storage.Backend.await;

import dev.parley.core.storage.Account;
import dev.parley.core.storage.Backend;
import dev.parley.core.storage.Storage;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Appends for ever, many at a time, and prints each id once it is acknowledged. */
final class SqliteCrashWriter {
  static final Jid OWNER = Jid.of("juliet", "example.com", null);
  private static final int IN_FLIGHT = 40;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final Storage storage;
  private long nextId;

  private SqliteCrashWriter(Storage storage, long nextId) {
    this.storage = storage;
    this.nextId = nextId;
  }

  public static void main(String[] arguments) {
    Vertx vertx = Vertx.vertx();
    Storage storage = await(Storage.open(vertx, Backend.sqliteConfig(), Path.of(arguments[0])));
    await(
        storage
            .accounts()
            .create(new Account(OWNER, true, Instant.EPOCH, List.of()))
            .otherwiseEmpty());
    var writer = new SqliteCrashWriter(storage, await(storage.offline().maxId()) + 1);
    vertx.runOnContext(begin -> {
      for (int i = 0; i < IN_FLIGHT; i++) {
        writer.next();
      }
    });
  }

  private void next() {
    long id = nextId++;
    storage
        .offline()
        .append(OWNER, id, Instant.EPOCH, "<message/>", 10)
        .onSuccess(done -> {
          out.println(id);
          next();
        });
  }
}

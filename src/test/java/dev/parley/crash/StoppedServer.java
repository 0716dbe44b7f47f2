package dev.parley.crash;

import static dev.parley.core.storage.Backend.await;

import dev.parley.core.auth.Accounts;
import dev.parley.core.auth.Password;
import dev.parley.core.auth.PasswordHasher;
import dev.parley.core.config.StorageConfig;
import dev.parley.core.storage.OfflineStore;
import dev.parley.core.storage.Storage;
import dev.parley.protocol.jid.Jid;
import dev.parley.testing.Account;
import dev.parley.testing.TreeReader;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** What is stored by a server that does not run now. */
final class StoppedServer implements AutoCloseable {
  /** Fewer than a server would take: the passwords of this test are no secret. */
  private static final int ITERATIONS = 4_096;

  private final Vertx vertx = Vertx.vertx();
  private final Storage storage;

  StoppedServer(StorageConfig config, Path data) {
    storage = await(Storage.open(vertx, config, data));
  }

  void add(List<Account> people) {
    var hasher = new PasswordHasher(vertx, 1, ITERATIONS);
    var accounts = new Accounts(storage.accounts(), hasher, Clock.systemUTC(), change -> {});
    people.forEach(
        person -> await(accounts.create(Jid.parse(person.jid()), Password.of(person.password()))));
    await(hasher.close());
  }

  /** The bodies of the offline messages of an account. */
  Stream<String> offlineMessages(Account account) {
    List<OfflineStore.Row> rows =
        await(storage.offline().load(Jid.parse(account.jid()), 0, Integer.MAX_VALUE));
    return rows.stream()
        .flatMap(row -> TreeReader.readStanzas(row.stanza()).stream())
        .map(message -> message.child("body").orElseThrow().text().split(" ", 2)[0]);
  }

  @Override
  public void close() {
    await(storage.close());
    await(vertx.close());
  }
}

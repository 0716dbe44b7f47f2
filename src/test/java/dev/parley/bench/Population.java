package dev.parley.bench;

import dev.parley.core.config.StorageConfig;
import dev.parley.core.config.StorageConfig.Sync;
import dev.parley.core.storage.Account;
import dev.parley.core.storage.ScramKey;
import dev.parley.core.storage.Storage;
import dev.parley.core.storage.StoredRosterItem;
import dev.parley.core.storage.sql.SqlStorage;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes the accounts and rosters of a benchmark into the database of a server that does not run
 * yet. All accounts share one password and one salt, so that it is hashed once.
 */
final class Population {
  private static final int ITERATIONS = 10_000;
  private static final byte[] SALT = "benchmark's salt".getBytes(StandardCharsets.UTF_8);

  /** Writes that wait for the disk together. */
  private static final int AT_ONCE = 500;

  private final Storage storage;
  private final List<ScramKey> keys;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private Population(Storage storage, List<ScramKey> keys) {
    this.storage = storage;
    this.keys = keys;
  }

  /**
   * Fills a database; a file of SQLite need not exist.
   *
   * @param data folder of the file
   * @param historians those of the people who have a large archive
   */
  static void write(
      StorageConfig database, Path data, List<LoadAccount> people, List<LoadAccount> historians)
      throws Exception {
    var keys = List.of(key("SHA-1"), key("SHA-256"));
    var vertx = Vertx.vertx();
    try {
      var config = new StorageConfig(database.url(), null, Sync.NORMAL, 2);
      SqlStorage.open(vertx, config, data)
          .compose(storage ->
              new Population(storage, keys)
                  .all(people)
                  .compose(there -> new History(storage.archive()).write(historians))
                  .eventually(storage::close))
          .toCompletionStage()
          .toCompletableFuture()
          .get(5, TimeUnit.MINUTES);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
    }
  }

  private Future<?> all(List<LoadAccount> people) {
    if (people.isEmpty()) {
      return Future.succeededFuture();
    }
    int count = Math.min(AT_ONCE, people.size());
    return Future.all(people.subList(0, count).stream().map(this::one).toList())
        .compose(written -> all(people.subList(count, people.size())));
  }

  private Future<?> one(LoadAccount person) {
    var jid = Jid.parse(person.bare());
    return storage
        .accounts()
        .create(new Account(jid, true, now, keys))
        .compose(created -> contacts(jid, person.contacts()));
  }

  private Future<?> contacts(Jid owner, List<LoadAccount> contacts) {
    long version = 0;
    var writes = new ArrayList<Future<?>>();
    for (var contact : contacts) {
      var jid = Jid.parse(contact.bare());
      var item =
          new StoredRosterItem(jid, null, List.of(), "both", false, false, null, ++version, false);
      writes.add(storage.rosters().put(owner, item));
    }
    return Future.all(writes);
  }

  private static ScramKey key(String digest) throws GeneralSecurityException {
    String mac = "Hmac" + digest.replace("-", "");
    var hash = MessageDigest.getInstance(digest);
    var spec =
        new PBEKeySpec(
            LoadAccount.PASSWORD.toCharArray(), SALT, ITERATIONS, hash.getDigestLength() * 8);
    var salted = SecretKeyFactory.getInstance("PBKDF2With" + mac).generateSecret(spec).getEncoded();
    return new ScramKey(
        "SCRAM-" + digest,
        ITERATIONS,
        SALT,
        hash.digest(hmac(mac, salted, "Client Key")),
        hmac(mac, salted, "Server Key"));
  }

  private static byte[] hmac(String algorithm, byte[] key, String text)
      throws GeneralSecurityException {
    var mac = Mac.getInstance(algorithm);
    mac.init(new SecretKeySpec(key, algorithm));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }
}

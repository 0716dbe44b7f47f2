package dev.parley.core.storage;

import dev.parley.protocol.jid.Jid;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Opens one database for the tests of a class; each test has a domain of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoreContract {
  static final Instant TIME = Instant.parse("2026-11-21T07:31:39.123Z");

  Backend backend;
  Storage storage;
  String domain;
  Jid juliet;
  Jid romeo;

  private int tests;

  /** Opens a database of its own, in this folder if it is a file. */
  abstract Backend open(Path folder);

  @BeforeAll
  void openDatabase(@TempDir Path folder) {
    backend = open(folder);
    storage = backend.storage();
  }

  @BeforeEach
  void makeNames(TestInfo test) {
    domain = "test" + ++tests + ".example";
    juliet = jid("juliet");
    romeo = jid("romeo");
  }

  @AfterAll
  void closeDatabase() {
    backend.close();
  }

  final Jid jid(String local) {
    return Jid.of(local, domain, null);
  }

  final void create(Jid... accounts) {
    for (Jid account : accounts) {
      Backend.await(storage.accounts().create(new Account(account, true, TIME, List.of())));
    }
  }
}

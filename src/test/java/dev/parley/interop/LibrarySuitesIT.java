package dev.parley.interop;

import dev.parley.testing.Account;
import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What client libraries test against servers themselves. */
class LibrarySuitesIT {
  /** More than all tests of aioxmpp use together. */
  private static final int ACCOUNTS = 200;

  private static ParleyTestServer server;

  @BeforeAll
  static void start() {
    server = ParleyTestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void slixmpp() {
    var suite =
        new LibrarySuite(
            new PythonLibrary("slixmpp", "slixmpp, aiohttp", "python3-slixmpp python3-aiohttp"));
    var accounts = new AccountFactory(server);
    var juliet = accounts.create("juliet");
    var romeo = accounts.create("romeo");
    suite.run(
        server.c2s().host(),
        String.valueOf(server.c2s().port()),
        PythonLibrary.certificate(server).toString(),
        suite.source(),
        juliet.jid(),
        juliet.password(),
        romeo.jid(),
        romeo.password());
  }

  @Test
  void aioxmpp() {
    var suite =
        new LibrarySuite(
            new PythonLibrary("aioxmpp", "aioxmpp, pytest", "python3-aioxmpp python3-pytest"));
    var accounts = new AccountFactory(server);
    suite.run(
        server.c2s().host(),
        String.valueOf(server.c2s().port()),
        server.domain(),
        suite.source(),
        Stream.generate(() -> accounts.create("person"))
            .limit(ACCOUNTS)
            .map(LibrarySuitesIT::inPython)
            .collect(Collectors.joining(", ", "[", "]")));
  }

  private static String inPython(Account account) {
    return "(\"" + account.name() + "\", \"" + account.password() + "\")";
  }
}

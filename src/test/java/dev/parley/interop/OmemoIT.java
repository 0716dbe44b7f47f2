package dev.parley.interop;

import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two people who encrypt (XEP-0384) with python-omemo, on slixmpp. */
class OmemoIT {
  private static final PythonLibrary LIBRARY =
      new PythonLibrary(
          "slixmpp",
          "slixmpp, omemo, twomemo.etree, oldmemo.etree",
          "python3-slixmpp python3-twomemo python3-oldmemo python3-xmlschema");

  private static ParleyTestServer server;

  @BeforeAll
  static void start() {
    server = ParleyTestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** The one of today, and the one that most clients still speak. */
  @ParameterizedTest
  @ValueSource(strings = {"twomemo", "oldmemo"})
  void strangersEncrypt(String backend) {
    var accounts = new AccountFactory(server);
    LIBRARY
        .script("omemo")
        .at(server)
        .with(backend)
        .people(accounts.create("juliet"), accounts.create("romeo"))
        .run()
        .tells(
            "devices: published, and told to the own account",
            "keys: fetched by a stranger",
            "chat: encrypted both ways",
            "devices: keys of a hundred and one",
            "end");
  }
}

package dev.parley.interop;

import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two people who use slixmpp. */
class SlixmppIT {
  private static final PythonLibrary LIBRARY = new PythonLibrary("slixmpp", "python3-slixmpp");

  private static ParleyTestServer server;

  @BeforeAll
  static void start() {
    server = ParleyTestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void twoPeopleMeet(Security security) {
    LIBRARY.meet(server, security, "SCRAM-SHA-512");
  }

  @Test
  void somebodySharesAFile() {
    var juliet = new AccountFactory(server).create("juliet");
    LIBRARY
        .script("upload")
        .at(server)
        .people(juliet)
        .run()
        .tells(
            "service: upload.localhost",
            "name: tr%C3%A8s%20cool.bin",
            "content: the same",
            "large: refused",
            "end");
  }

  @Test
  void somebodyLosesTheConnectionAndGoesOn() {
    var accounts = new AccountFactory(server);
    LIBRARY
        .script("resume")
        .at(server)
        .people(accounts.create("juliet"), accounts.create("romeo"))
        .run()
        .tells(
            "enabled",
            "resumed",
            "nothing lost, and in order",
            "both ways",
            "inactive: messages come",
            "end");
  }

  @Test
  void aContactHearsOfWhatSomebodyPublishes() {
    var accounts = new AccountFactory(server);
    var juliet = accounts.create("juliet");
    LIBRARY
        .script("pep")
        .at(server)
        .people(juliet, accounts.create("romeo"))
        .run()
        .tells(
            "tune: Heart of the Sunrise from " + juliet.jid(),
            "avatar: True",
            "image: the same",
            "card: the same",
            "delete: forbidden",
            "end");
  }
}

package dev.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;

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
    var account = new AccountFactory(server).create("juliet");
    var ended =
        LIBRARY.runs(
            "upload",
            server.c2s().host(),
            String.valueOf(server.c2s().port()),
            PythonLibrary.certificate(server).toString(),
            account.jid(),
            account.password());
    assertThat(ended.out())
        .as(ended.err())
        .containsExactly(
            "service: upload.localhost",
            "name: tr%C3%A8s%20cool.bin",
            "content: the same",
            "large: refused",
            "end");
  }

  @Test
  void somebodyLosesTheConnectionAndGoesOn() {
    var accounts = new AccountFactory(server);
    var juliet = accounts.create("juliet");
    var romeo = accounts.create("romeo");
    var ended =
        LIBRARY.runs(
            "resume",
            server.c2s().host(),
            String.valueOf(server.c2s().port()),
            PythonLibrary.certificate(server).toString(),
            juliet.jid(),
            juliet.password(),
            romeo.jid(),
            romeo.password());
    assertThat(ended.out())
        .as(ended.err())
        .containsExactly(
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
    var romeo = accounts.create("romeo");
    var ended =
        LIBRARY.runs(
            "pep",
            server.c2s().host(),
            String.valueOf(server.c2s().port()),
            PythonLibrary.certificate(server).toString(),
            juliet.jid(),
            juliet.password(),
            romeo.jid(),
            romeo.password());
    assertThat(ended.out())
        .as(ended.err())
        .containsExactly(
            "tune: Heart of the Sunrise from " + juliet.jid(),
            "avatar: True",
            "image: the same",
            "card: the same",
            "delete: forbidden",
            "end");
  }
}

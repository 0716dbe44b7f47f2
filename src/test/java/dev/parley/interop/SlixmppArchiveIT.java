package dev.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import org.junit.jupiter.api.Test;

/** Somebody who reads an archive with slixmpp. */
class SlixmppArchiveIT {

  @Test
  void readsAnArchive() {
    try (var server = ParleyTestServer.start()) {
      var accounts = new AccountFactory(server);
      var juliet = accounts.create("juliet");
      var romeo = accounts.create("romeo");
      var ended =
          new PythonLibrary("slixmpp", "python3-slixmpp")
              .runs(
                  "archive",
                  server.directTls().host(),
                  String.valueOf(server.directTls().port()),
                  "direct",
                  PythonLibrary.certificate(server).toString(),
                  juliet.jid(),
                  juliet.password(),
                  romeo.jid(),
                  romeo.password());
      assertThat(ended.out())
          .as(ended.err())
          .containsExactly(
              "pages: forwards",
              "ids: as they were live",
              "pages: backwards",
              "filters: with, start, end",
              "metadata: both ends",
              "form: all fields",
              "preferences: never",
              "end");
      assertThat(ended.exit()).as(ended.err()).isZero();
    }
  }
}

package dev.parley.interop;

import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import org.junit.jupiter.api.Test;

/** Somebody who reads an archive with slixmpp. */
class SlixmppArchiveIT {

  @Test
  void readsAnArchive() {
    try (var server = ParleyTestServer.start()) {
      var accounts = new AccountFactory(server);
      new PythonLibrary("slixmpp", "python3-slixmpp")
          .script("archive")
          .at(server, Security.DIRECT)
          .people(accounts.create("juliet"), accounts.create("romeo"))
          .run()
          .tells(
              "pages: forwards",
              "ids: as they were live",
              "pages: backwards",
              "filters: with, start, end",
              "metadata: both ends",
              "form: all fields",
              "preferences: never",
              "end");
    }
  }
}

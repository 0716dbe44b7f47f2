package dev.parley.interop;

import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** {@code @xmpp/client}, which logs in by SASL2, Bind 2 and FAST, over TCP. */
final class XmppJsIT {
  @Test
  void comesBackWithTheTokenItWasGiven() throws IOException, InterruptedException {
    var library = new NodeLibrary("@xmpp/client");
    try (var server = ParleyTestServer.start()) {
      var account = new AccountFactory(server).create("juliet");
      library
          .run(
              "xmppjs_login.mjs",
              String.valueOf(server.directTls().port()),
              account.domain(),
              account.name(),
              account.password())
          .tells(
              "login: SCRAM-SHA-1",
              "session: true",
              "acknowledged: true",
              "token: HT-SHA-256-NONE",
              "login: HT-SHA-256-NONE",
              "session: true",
              "acknowledged: true",
              "resource: the same",
              "end");
    }
  }
}

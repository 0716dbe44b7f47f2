package dev.parley.interop;

import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A component with slixmpp, and people who run commands and send files with it. */
class SlixmppComponentIT {
  private static final String COMPONENTS =
      "[{\"domain\":\"echo.localhost\",\"secret\":\"s3cret\",\"privileges\":"
          + "{\"roster\":\"both\",\"message\":true,\"presence\":\"none\"}}]";

  @Test
  void servesAndRules() {
    try (var server = ParleyTestServer.start(List.of(), Map.of("components.list", COMPONENTS))) {
      var accounts = new AccountFactory(server);
      new PythonLibrary("slixmpp", "python3-slixmpp")
          .script("component")
          .at(server, Security.DIRECT)
          .people(accounts.create("juliet"), accounts.create("romeo"))
          .with(String.valueOf(server.component().port()), "echo.localhost", "s3cret")
          .run()
          .tells(
              "component: privileges advertised",
              "component: echo",
              "component: presence",
              "privilege: roster read and changed",
              "privilege: message in her name",
              "command: app password made",
              "command: not for app passwords",
              "proxy: file received",
              "end");
    }
  }
}

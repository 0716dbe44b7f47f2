package dev.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;

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
      var juliet = accounts.create("juliet");
      var romeo = accounts.create("romeo");
      var ended =
          new PythonLibrary("slixmpp", "python3-slixmpp")
              .runs(
                  "component",
                  server.directTls().host(),
                  String.valueOf(server.directTls().port()),
                  "direct",
                  PythonLibrary.certificate(server).toString(),
                  juliet.jid(),
                  juliet.password(),
                  romeo.jid(),
                  romeo.password(),
                  String.valueOf(server.component().port()),
                  "echo.localhost",
                  "s3cret");
      assertThat(ended.out())
          .as(ended.err())
          .containsExactly(
              "component: privileges advertised",
              "component: echo",
              "component: presence",
              "privilege: roster read and changed",
              "privilege: message in her name",
              "command: app password made",
              "command: not for app passwords",
              "proxy: file received",
              "end");
      assertThat(ended.exit()).as(ended.err()).isZero();
    }
  }
}

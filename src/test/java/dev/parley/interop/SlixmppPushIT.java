package dev.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An app server (XEP-0357) that is a process of its own, with slixmpp. */
class SlixmppPushIT {
  private static final String DOMAIN = "push.localhost";
  private static final String SECRET = "s3cret";
  private static final Map<String, String> SETTINGS =
      Map.of(
          "components.list",
          "[{\"domain\":\"" + DOMAIN + "\",\"secret\":\"" + SECRET + "\"}]",
          "modules.push.secondsBetween",
          "0");
  private static final PythonLibrary LIBRARY = new PythonLibrary("slixmpp", "python3-slixmpp");

  @Test
  void aPhoneIsWokenAndStaysRegisteredWhenTheServerStartsAgain() {
    var server = ParleyTestServer.start(List.of(), SETTINGS);
    try {
      var accounts = new AccountFactory(server);
      String[] people =
          Stream.of(accounts.create("juliet"), accounts.create("romeo"))
              .flatMap(account -> Stream.of(account.jid(), account.password()))
              .toArray(String[]::new);
      assertSteps(
          run(server, people),
          "app server: there",
          "phone: registered twice, and away",
          "told: both nodes, one is not known",
          "told: the one that is known",
          "end");
      server = server.restart(SETTINGS);
      assertSteps(
          run(server, Stream.concat(Stream.of(people), Stream.of("again")).toArray(String[]::new)),
          "app server: there",
          "told: the one that is known",
          "end");
    } finally {
      server.close();
    }
  }

  private static PythonLibrary.Ended run(ParleyTestServer server, String[] people) {
    Stream<String> places =
        Stream.of(
            server.c2s().host(),
            String.valueOf(server.c2s().port()),
            PythonLibrary.certificate(server).toString(),
            String.valueOf(server.component().port()),
            DOMAIN,
            SECRET);
    return LIBRARY.runs("push", Stream.concat(places, Stream.of(people)).toArray(String[]::new));
  }

  private static void assertSteps(PythonLibrary.Ended ended, String... steps) {
    assertThat(ended.out()).as(ended.err()).containsExactly(steps);
    assertThat(ended.exit()).as(ended.err()).isZero();
  }
}

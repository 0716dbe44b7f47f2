package dev.parley.interop;

import dev.parley.testing.Account;
import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import java.util.List;
import java.util.Map;
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
      var juliet = accounts.create("juliet");
      var romeo = accounts.create("romeo");
      phone(server, juliet, romeo)
          .run()
          .tells(
              "app server: there",
              "phone: registered twice, and away",
              "told: both nodes, one is not known",
              "told: the one that is known",
              "end");
      server = server.restart(SETTINGS);
      phone(server, juliet, romeo)
          .with("again")
          .run()
          .tells("app server: there", "told: the one that is known", "end");
    } finally {
      server.close();
    }
  }

  private static PythonScript phone(ParleyTestServer server, Account... people) {
    return LIBRARY
        .script("push")
        .at(server)
        .with(String.valueOf(server.component().port()), DOMAIN, SECRET)
        .people(people);
  }
}

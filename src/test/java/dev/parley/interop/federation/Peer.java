package dev.parley.interop.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Account;
import dev.parley.testing.Endpoint;
import dev.parley.testing.TestClient;
import dev.parley.testing.TestServer;
import dev.parley.testing.Xml;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * A domain at a server of other people, where accounts are made by registration (XEP-0077).
 *
 * @param domain that it serves
 * @param c2s where it listens for clients
 */
record Peer(String domain, Endpoint c2s) implements TestServer {
  @Override
  public void addAccount(Account account) {
    try (var client = TestClient.connect(c2s, domain)) {
      client.openStream();
      client.startTls();
      client.openStream();
      var answer =
          client.request(
              "set",
              "<query xmlns='jabber:iq:register'><username>"
                  + Xml.escape(account.name())
                  + "</username><password>"
                  + Xml.escape(account.password())
                  + "</password></query>");
      assertThat(answer.attribute("type")).as(answer.toString()).isEqualTo("result");
    }
  }

  @Override
  public Endpoint directTls() {
    return Assumptions.abort("not needed");
  }

  @Override
  public Endpoint https() {
    return Assumptions.abort("not needed");
  }

  @Override
  public Endpoint component() {
    return Assumptions.abort("not needed");
  }

  @Override
  public void makeAdministrator(Account account) {
    Assumptions.abort("not needed");
  }

  @Override
  public void block(String jid) {
    Assumptions.abort("not needed");
  }

  @Override
  public void disable(Account account) {
    Assumptions.abort("not needed");
  }

  @Override
  public List<String> addAppPassword(Account account, String name) {
    return Assumptions.abort("not needed");
  }

  @Override
  public void keepOnlyKey(Account account, String mechanism) {
    Assumptions.abort("not needed");
  }

  @Override
  public void close() {
    // Others use it as well.
  }
}

package dev.parley.modules.strangers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.stanza.StanzaError.Condition;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** A flood of requests for subscriptions from other servers. */
final class RequestBudgetTest {
  private final JsonObject settings =
      new JsonObject().put("requestsPerDomain", 100).put("requestsPerAccount", 5);
  private final RequestBudget budget = new RequestBudget(() -> settings, () -> 0);

  @Test
  void aVictimSeesFewHoweverManyDomainsThereAre() {
    int seen = 0;
    for (int i = 0; i < 10_000; i++) {
      if (ask(i + "@" + i % 200 + ".spam.example", "juliet@example.org", Presence.Type.SUBSCRIBE)) {
        seen++;
      }
    }
    assertThat(seen).isEqualTo(5);
    assertThat(ask("a@good.example", "romeo@example.org", Presence.Type.SUBSCRIBE)).isTrue();
  }

  @Test
  void aDomainHasSoManyForAll() {
    int seen = 0;
    for (int i = 0; i < 1_000; i++) {
      if (ask("bot@spam.example", i + "@example.org", Presence.Type.SUBSCRIBE)) {
        seen++;
      }
    }
    assertThat(seen).isEqualTo(100);
  }

  @Test
  void nothingElseIsCounted() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(ask("a@far.example", "juliet@example.org", Presence.Type.AVAILABLE)).isTrue();
      assertThat(ask("a@far.example", "juliet@example.org", Presence.Type.UNSUBSCRIBE)).isTrue();
    }
  }

  @Test
  void theErrorSaysThatItMayWorkLater() {
    settings.put("requestsPerAccount", 1);
    ask("a@far.example", "juliet@example.org", Presence.Type.SUBSCRIBE);
    var error =
        budget.refuse(presence("b@far.example", "juliet@example.org", Presence.Type.SUBSCRIBE));
    assertThat(error).isNotNull();
    assertThat(error.condition()).isEqualTo(Condition.RESOURCE_CONSTRAINT);
  }

  private boolean ask(String from, String to, Presence.Type type) {
    return budget.refuse(presence(from, to, type)) == null;
  }

  private static Presence presence(String from, String to, Presence.Type type) {
    return Presence.of(type, Jid.parse(to)).withFrom(Jid.parse(from));
  }
}

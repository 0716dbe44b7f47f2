package dev.parley.modules.extdisco;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is offered, and what has changed (XEP-0215 §3). */
final class CatalogueTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.5Z");
  private static final Jid JULIET = Jid.parse("juliet@example.org");
  private static final String STUN =
      "{'type':'stun','host':'a.example','port':3478,'transport':'udp'}";
  private static final String TURN =
      "{'type':'turn','host':'a.example','port':3478,'transport':'udp','secret':'north'}";
  private static final String OTHER_SECRET = TURN.replace("north", "south");
  private static final String FIXED =
      "{'type':'turn','host':'b.example','username':'guest','password':'pass'}";

  @Test
  void credentialsAreThoseOfTurnRest() {
    // printf '1449142959:u' | openssl dgst -sha1 -hmac north -binary | base64
    var credentials =
        Credentials.ofName("north", "1449142959:u", Instant.ofEpochSecond(1_449_142_959));
    assertThat(credentials.password()).isEqualTo("uVLxwMVoiwcVXafMQR2zGNj7f+o=");
    assertThat(credentials.toString()).doesNotContain(credentials.password());
  }

  @Test
  void credentialsNameTheTimeAndNotTheAccount() {
    var turn = catalogue(TURN).offer("turn", JULIET, NOW).get(0);
    var expires = Instant.parse("2026-11-21T22:00:00Z");
    assertThat(turn.attribute("expires")).isEqualTo(expires.toString());
    assertThat(turn.attribute("username"))
        .startsWith(expires.getEpochSecond() + ":")
        .doesNotContain("juliet");
    assertThat(catalogue(TURN).offer(null, Jid.parse("romeo@example.org"), NOW).get(0))
        .isNotEqualTo(turn);
    assertThat(catalogue(OTHER_SECRET).offer(null, JULIET, NOW).get(0)).isNotEqualTo(turn);
  }

  @Test
  void servicesOfATypeAreOffered() {
    var all = catalogue(STUN, TURN, FIXED);
    assertThat(all.offer(null, JULIET, NOW)).hasSize(3);
    assertThat(all.offer("stun", JULIET, NOW))
        .extracting(Element::toString)
        .containsExactly(
            "<service xmlns='urn:xmpp:extdisco:2' type='stun' host='a.example' port='3478'"
                + " transport='udp'/>");
    assertThat(all.offer("ftp", JULIET, NOW)).isEmpty();
    var fixed = all.offer("turn", JULIET, NOW).get(1);
    assertThat(fixed.attribute("username")).isEqualTo("guest");
    assertThat(fixed.attribute("restricted")).isEqualTo("true");
    assertThat(fixed.attribute("expires")).isNull();
  }

  @Test
  void changesAreToldOncePerService() {
    var before = catalogue(STUN, TURN);
    assertThat(actions(before, catalogue(STUN, TURN), null)).isEmpty();
    assertThat(actions(before, catalogue(STUN, OTHER_SECRET), null))
        .containsExactly("modify turn a.example");
    assertThat(actions(before, catalogue(STUN, TURN, FIXED), null))
        .containsExactly("add turn b.example");
    assertThat(actions(before, catalogue(TURN), null)).containsExactly("delete stun a.example");
    assertThat(actions(before, catalogue(TURN), "turn")).isEmpty();
    assertThat(actions(before, catalogue(), "turn")).containsExactly("delete turn a.example");
  }

  @Test
  void whatIsDeletedHasNoCredentials() {
    var gone = catalogue().changes(catalogue(TURN), null, JULIET, NOW).get(0);
    assertThat(gone.attribute("password")).isNull();
  }

  @Test
  void secretsAreNotPrinted() {
    assertThat(catalogue(TURN, FIXED).toString()).doesNotContain("north", "pass'", "guest");
  }

  private static List<String> actions(Catalogue before, Catalogue now, @Nullable String type) {
    return now.changes(before, type, JULIET, NOW).stream()
        .map(change ->
            change.attribute("action")
                + " "
                + change.attribute("type")
                + " "
                + change.attribute("host"))
        .toList();
  }

  private static Catalogue catalogue(String... services) {
    var settings =
        new JsonObject("{\"services\":[" + String.join(",", services).replace('\'', '"') + "]}");
    return new Catalogue(ExternalService.listed(settings), Duration.ofHours(12));
  }
}

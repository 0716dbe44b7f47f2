package dev.parley.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.config.FederationPolicy.Proof;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With whom this server speaks: the longest name decides, for all below it. */
final class FederationPolicyTest {
  private static final Map<String, Proof> DOMAINS =
      Map.of(
          "Example.ORG", Proof.DIALBACK,
          "rooms.example.org", Proof.REQUIRE,
          "spam", Proof.BLOCKED,
          "xn--bcher-kva.example", Proof.BLOCKED);

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # domain,              others,   proof
          example.org,           REQUIRE,  DIALBACK
          chat.example.org,      REQUIRE,  DIALBACK
          rooms.example.org,     DIALBACK, REQUIRE
          a.rooms.example.org,   DIALBACK, REQUIRE
          example.org.uk,        REQUIRE,  REQUIRE
          badexample.org,        REQUIRE,  REQUIRE
          org,                   REQUIRE,  REQUIRE
          spam,                  REQUIRE,  BLOCKED
          very.bad.spam,         REQUIRE,  BLOCKED
          bücher.example,        REQUIRE,  BLOCKED
          stranger.example,      BLOCKED,  BLOCKED
          stranger.example,      DIALBACK, DIALBACK
          """)
  void theLongestNameDecides(String domain, Proof others, Proof proof) {
    assertThat(new FederationPolicy(others, DOMAINS).of(domain)).isEqualTo(proof);
    assertThat(new FederationPolicy(others, Map.of()).of(domain)).isEqualTo(others);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "user@example.org/x", "*.example.org", "example.org:5269"})
  void aNameThatIsNoDomainIsRefused(String name) {
    var domains = Map.of(name, Proof.BLOCKED);
    assertThatThrownBy(() -> new FederationPolicy(Proof.REQUIRE, domains))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("takes names of domains, which hold for all below them, not " + name);
  }

  @Test
  void aDomainInTwoSpellingsIsRefused() {
    var domains = Map.of("example.org", Proof.BLOCKED, "EXAMPLE.org", Proof.REQUIRE);
    assertThatThrownBy(() -> new FederationPolicy(Proof.REQUIRE, domains))
        .hasMessageContaining("perhaps in two spellings");
  }
}

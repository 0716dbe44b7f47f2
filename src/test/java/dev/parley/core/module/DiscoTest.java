package dev.parley.core.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DiscoTest {
  private static final String NS = "urn:example";

  private final Disco disco = new Disco();

  private static DiscoInfo says(String feature) {
    return new DiscoInfo(List.of(), List.of(feature), List.of());
  }

  private List<String> features() {
    return disco.info(Scope.DOMAIN, "example.org").features();
  }

  @Test
  void whatIsNestedGoesAgain() {
    disco.addFeature(Scope.DOMAIN, NS);
    disco.nest(Scope.DOMAIN, NS, says(NS + "#other"));
    assertThat(features()).containsExactly(NS + "#other");
    disco.unnest(Scope.DOMAIN, NS, says(NS + "#other"));
    assertThat(features()).containsExactly(NS);
  }

  @Test
  void whoHasSpokenSinceIsNotSilenced() {
    disco.nest(Scope.DOMAIN, NS, says(NS + "#old"));
    disco.nest(Scope.DOMAIN, NS, says(NS + "#new"));
    disco.unnest(Scope.DOMAIN, NS, says(NS + "#old"));
    assertThat(features()).containsExactly(NS + "#new");
  }
}

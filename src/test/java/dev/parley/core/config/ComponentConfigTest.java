package dev.parley.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.config.ComponentConfig.Connections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComponentConfigTest {
  private static ComponentConfig component(String domain, boolean subdomains) {
    return new ComponentConfig(
        domain,
        "s3cret",
        null,
        null,
        Connections.REFUSE,
        subdomains,
        null,
        Privileges.NONE,
        List.of());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # asked,             only itself, with those below
          irc.example.org,      true,  true
          a.irc.example.org,    false, true
          a.b.irc.example.org,  false, true
          xirc.example.org,     false, false
          .irc.example.org,     false, false
          example.org,          false, false
          """)
  void a_component_owns_its_domain(String asked, boolean alone, boolean below) {
    assertThat(component("irc.example.org", false).owns(asked)).isEqualTo(alone);
    assertThat(component("irc.example.org", true).owns(asked)).isEqualTo(below);
  }

  @Test
  void its_domain_is_prepared_as_in_a_jid() {
    assertThat(component("IRC.Example.ORG", false).domain()).isEqualTo("irc.example.org");
  }

  @Test
  void its_secret_is_in_no_text() {
    assertThat(component("irc.example.org", false).toString()).doesNotContain("s3cret");
  }

  @Test
  void it_has_one_secret() {
    assertThatThrownBy(() ->
            new ComponentConfig(
                "irc.example.org",
                null,
                null,
                null,
                Connections.REFUSE,
                false,
                null,
                Privileges.NONE,
                List.of()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("must be given");
  }
}

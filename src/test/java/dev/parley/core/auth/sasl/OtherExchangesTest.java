package dev.parley.core.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.jid.Jid;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PLAIN, EXTERNAL and ANONYMOUS. */
final class OtherExchangesTest {
  private static final SaslPolicy POLICY =
      new SaslPolicy(EnumSet.allOf(SaslMechanism.class), true, true, true);

  private static Dialogue dialogue(SaslMechanism mechanism, Standing standing, TlsFacts tls) {
    var source = new OneAccount(Jid.parse("juliet@example.com"), "r0m30", new byte[16], standing);
    return new Dialogue(
        new SaslContext(
                "example.com", SaslOffer.of(POLICY, tls), POLICY, tls, source, () -> "nonce")
            .exchange(mechanism));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      textBlock =
          """
          # standing, message with 0 for NUL, outcome
          ENABLED | 0juliet0r0m30 | juliet@example.com:
          ENABLED | 0JULIET0r0m30 | juliet@example.com:
          ENABLED | juliet@example.com0juliet0r0m30 | juliet@example.com:
          ENABLED | 0juliet0wrong | not-authorized
          ENABLED | 0juliet0 | not-authorized
          ENABLED | 0nobody0r0m30 | not-authorized
          ENABLED | 0juliet@example.com0r0m30 | not-authorized
          ENABLED | romeo@example.com0juliet0r0m30 | invalid-authzid
          ENABLED | juliet@example.org0juliet0r0m30 | invalid-authzid
          ENABLED | juliet@example.com/balcony0juliet0r0m30 | invalid-authzid
          ENABLED | romeo@example.com0juliet0wrong | invalid-authzid
          DISABLED | 0juliet0r0m30 | account-disabled
          DISABLED | 0juliet0wrong | not-authorized
          ENABLED | '' | malformed-request
          ENABLED | juliet | malformed-request
          ENABLED | 0juliet | malformed-request
          ENABLED | 0juliet0r0m300 | malformed-request
          ENABLED | 000 | malformed-request
          ENABLED | 00 | malformed-request
          ENABLED | 00r0m30 | malformed-request
          """)
  void plainTellsWhoKnowsThePassword(Standing standing, String message, String outcome) {
    var sent = message.replace("r0m30", "PASSWORD").replace('0', '\0').replace("PASSWORD", "r0m30");
    var direct = dialogue(SaslMechanism.PLAIN, standing, TlsFacts.NONE);
    assertThat(direct.start(sent)).isEqualTo(outcome);
    var asked = dialogue(SaslMechanism.PLAIN, standing, TlsFacts.NONE);
    assertThat(asked.start(null)).isEqualTo("? ");
    assertThat(asked.respond(sent)).isEqualTo(outcome);
    assertThat(asked.respond(sent)).isEqualTo("malformed-request");
  }

  @ParameterizedTest
  @CsvSource(
      emptyValue = "",
      textBlock =
          """
          # certificate, standing, authzid, outcome
          xmppaddr-one, ENABLED, '', juliet@example.com:
          xmppaddr-one, ENABLED, juliet@example.com, juliet@example.com:
          xmppaddr-one, ENABLED, romeo@example.com, invalid-authzid
          xmppaddr-one, ENABLED, juliet@example.com/balcony, invalid-authzid
          xmppaddr-one, DISABLED, '', account-disabled
          xmppaddr-several, ENABLED, '', invalid-authzid
          xmppaddr-several, ENABLED, juliet@example.com, juliet@example.com:
          xmppaddr-several, ENABLED, nurse@example.com, not-authorized
          xmppaddr-several, ENABLED, juliet@example.org, invalid-authzid
          xmppaddr-none, ENABLED, '', not-authorized
          xmppaddr-none, ENABLED, juliet@example.com, not-authorized
          """)
  void externalTakesTheAddressOfTheCertificate(
      String certificate, Standing standing, String authzid, String outcome) {
    var tls = new TlsFacts(true, List.of(), Certificates.read(certificate), null);
    assertThat(dialogue(SaslMechanism.EXTERNAL, standing, tls).start(authzid)).isEqualTo(outcome);
    var asked = dialogue(SaslMechanism.EXTERNAL, standing, tls);
    assertThat(asked.start(null)).isEqualTo("? ");
    assertThat(asked.respond(authzid)).isEqualTo(outcome);
  }

  @Test
  void certificatesHoldAddressesOfAccountsEachOnce() {
    assertThat(XmppAddresses.of(Certificates.read("xmppaddr-several")))
        .containsExactly(
            Jid.parse("juliet@example.com"),
            Jid.parse("nurse@example.com"),
            Jid.parse("juliet@example.org"));
  }

  @Test
  void anonymousGivesEachClientAnAddressOfItsOwn() {
    var one = dialogue(SaslMechanism.ANONYMOUS, Standing.ENABLED, TlsFacts.NONE).start("trace");
    var other = dialogue(SaslMechanism.ANONYMOUS, Standing.ENABLED, TlsFacts.NONE).start(null);
    assertThat(one).matches("[0-9a-f-]{36}@example.com:").isNotEqualTo(other);
    assertThat(
            dialogue(SaslMechanism.ANONYMOUS, Standing.ENABLED, TlsFacts.NONE)
                .start("x".repeat(256)))
        .isEqualTo("malformed-request");
  }
}

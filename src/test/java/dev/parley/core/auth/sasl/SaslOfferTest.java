package dev.parley.core.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.core.config.AuthConfig;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What streams are offered, and what they may choose. */
final class SaslOfferTest {
  private static TlsFacts tls(String facts) {
    return switch (facts) {
      case "clear" -> TlsFacts.NONE;
      case "unbound" -> new TlsFacts(true, List.of(), null, null);
      default ->
          new TlsFacts(
              true,
              List.of(
                  new ChannelBinding("tls-exporter", new byte[32]),
                  new ChannelBinding("tls-server-end-point", new byte[32])),
              facts.equals("bound") ? null : Certificates.read(facts),
              null);
    };
  }

  private static SaslPolicy policy(String letters, boolean tlsRequired, boolean binding) {
    var enabled = EnumSet.noneOf(SaslMechanism.class);
    for (char letter : letters.toCharArray()) {
      enabled.add(
          switch (letter) {
            case '5' -> SaslMechanism.SCRAM_SHA_512;
            case '2' -> SaslMechanism.SCRAM_SHA_256;
            case '1' -> SaslMechanism.SCRAM_SHA_1;
            case 'P' -> SaslMechanism.PLAIN;
            case 'E' -> SaslMechanism.EXTERNAL;
            default -> SaslMechanism.ANONYMOUS;
          });
    }
    return new SaslPolicy(enabled, tlsRequired, binding, true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      textBlock =
          """
          # enabled, TLS required, binding allowed, stream, offered, bindings
          52 1P | true | true | clear | '' | ''
          521P | false | true | clear | SCRAM-SHA-512 SCRAM-SHA-256 SCRAM-SHA-1 | ''
          521P | true | true | unbound | SCRAM-SHA-512 SCRAM-SHA-256 SCRAM-SHA-1 PLAIN | ''
          521P | true | true | bound | SCRAM-SHA-512-PLUS SCRAM-SHA-256-PLUS SCRAM-SHA-1-PLUS SCRAM-SHA-512 SCRAM-SHA-256 SCRAM-SHA-1 PLAIN | tls-exporter tls-server-end-point
          521P | true | false | bound | SCRAM-SHA-512 SCRAM-SHA-256 SCRAM-SHA-1 PLAIN | ''
          P | true | true | bound | PLAIN | ''
          2E | true | true | bound | SCRAM-SHA-256-PLUS SCRAM-SHA-256 | tls-exporter tls-server-end-point
          2E | true | true | xmppaddr-one | EXTERNAL SCRAM-SHA-256-PLUS SCRAM-SHA-256 | tls-exporter tls-server-end-point
          2 | true | true | xmppaddr-one | SCRAM-SHA-256-PLUS SCRAM-SHA-256 | tls-exporter tls-server-end-point
          2E | true | true | xmppaddr-none | SCRAM-SHA-256-PLUS SCRAM-SHA-256 | tls-exporter tls-server-end-point
          A | true | true | unbound | ANONYMOUS | ''
          A | true | true | clear | '' | ''
          """)
  void offersWhatTheStreamCanUse(
      String enabled,
      boolean tlsRequired,
      boolean binding,
      String stream,
      String offered,
      String bindings) {
    var offer = SaslOffer.of(policy(enabled.replace(" ", ""), tlsRequired, binding), tls(stream));
    assertThat(
            offer.mechanisms().stream().map(SaslMechanism::label).collect(Collectors.joining(" ")))
        .isEqualTo(offered);
    assertThat(String.join(" ", offer.bindingTypes())).isEqualTo(bindings);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # enabled, TLS required, stream, chosen, outcome
          521P, true, bound, SCRAM-SHA-256, SCRAM_SHA_256
          521P, true, bound, SCRAM-SHA-1-PLUS, SCRAM_SHA_1_PLUS
          521P, true, unbound, SCRAM-SHA-1-PLUS, INVALID_MECHANISM
          521P, true, bound, scram-sha-256, INVALID_MECHANISM
          521P, true, bound, DIGEST-MD5, INVALID_MECHANISM
          521P, true, bound, ANONYMOUS, INVALID_MECHANISM
          521P, true, bound, EXTERNAL, INVALID_MECHANISM
          521PE, true, bound, EXTERNAL, INVALID_MECHANISM
          52, true, bound, SCRAM-SHA-1, MECHANISM_TOO_WEAK
          52, true, bound, SCRAM-SHA-1-PLUS, MECHANISM_TOO_WEAK
          52, true, bound, PLAIN, MECHANISM_TOO_WEAK
          521P, true, clear, PLAIN, ENCRYPTION_REQUIRED
          521P, true, clear, SCRAM-SHA-256, ENCRYPTION_REQUIRED
          521P, false, clear, PLAIN, ENCRYPTION_REQUIRED
          521P, false, clear, SCRAM-SHA-256-PLUS, ENCRYPTION_REQUIRED
          521P, false, clear, SCRAM-SHA-256, SCRAM_SHA_256
          """)
  void takesOnlyWhatItOffered(
      String enabled, boolean tlsRequired, String stream, String chosen, String outcome) {
    var policy = policy(enabled, tlsRequired, true);
    var offer = SaslOffer.of(policy, tls(stream));
    var mechanism = new SaslMechanism[1];
    var failure =
        catchThrowableOfType(
            SaslException.class, () -> mechanism[0] = offer.choose(chosen, policy, tls(stream)));
    assertThat(failure == null ? mechanism[0].name() : failure.error().name()).isEqualTo(outcome);
  }

  @Test
  void leavesOutScramWhereOnlyPasswordsCanBeChecked() {
    var policy = SaslPolicy.of(AuthConfig.DEFAULT, true, false);
    assertThat(SaslOffer.of(policy, tls("bound")).mechanisms())
        .containsExactly(SaslMechanism.PLAIN);
  }

  @Test
  void offersTheDefaultsOfTheConfiguration() {
    assertThat(SaslOffer.of(AuthConfig.DEFAULT, tls("unbound")).mechanisms())
        .containsExactly(
            SaslMechanism.SCRAM_SHA_512,
            SaslMechanism.SCRAM_SHA_256,
            SaslMechanism.SCRAM_SHA_1,
            SaslMechanism.PLAIN);
  }
}

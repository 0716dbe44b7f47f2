package dev.parley.core.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.jid.Jid;
import dev.parley.testing.ScramClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** SCRAM against the examples of its specifications, and against clients that get it wrong. */
final class ScramExchangeTest {
  private static final Jid USER = Jid.parse("user@example.com");
  private static final byte[] SALT = Base64.getDecoder().decode("QSXCR+Q6sek8bf92");
  private static final ChannelBinding END_POINT =
      new ChannelBinding(ChannelBinding.SERVER_END_POINT, new byte[] {1, 2, 3});
  private static final ChannelBinding EXPORTER =
      new ChannelBinding(
          ChannelBinding.EXPORTER, "THIS IS FAKE CB DATA".getBytes(StandardCharsets.US_ASCII));
  private static final TlsFacts BOUND =
      new TlsFacts(true, List.of(EXPORTER, END_POINT), null, null);
  private static final TlsFacts UNBOUND = new TlsFacts(true, List.of(), null, null);

  private static Dialogue dialogue(
      SaslMechanism mechanism, TlsFacts tls, CredentialSource source, String nonce) {
    var policy = new SaslPolicy(EnumSet.of(mechanism.withoutPlus()), true, true, false);
    return dialogue(mechanism, policy, tls, source, nonce);
  }

  private static Dialogue dialogue(
      SaslMechanism mechanism,
      SaslPolicy policy,
      TlsFacts tls,
      CredentialSource source,
      String nonce) {
    var offer = SaslOffer.of(policy, tls);
    return new Dialogue(
        new SaslContext("example.com", offer, policy, tls, source, () -> nonce)
            .exchange(mechanism));
  }

  private static OneAccount user(String salt) {
    return new OneAccount(USER, "pencil", Base64.getDecoder().decode(salt), Standing.ENABLED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # RFC 5802 §5, RFC 7677 §3, and the same for SHA-512, computed with Python's hashlib
          # mechanism, salt, client's nonce, server's nonce, proof, signature
          SCRAM_SHA_1 | QSXCR+Q6sek8bf92 | fyko+d2lbbFgONRv9qkxdawL | 3rfcNHYJY1ZVvWVs7j | v0X8v3Bz2T0CJGbJQyF0X+HI4Ts= | rmF9pqV8S7suAoZWja4dJRkFsKQ=
          SCRAM_SHA_256 | W22ZaJ0SNY7soEsUEjb6gQ== | rOprNGfwEbeRWgbNEkqO | %hvYDpWUa2RaTCAfuxFIlj)hNlF$k0 | dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ= | 6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=
          SCRAM_SHA_512 | W22ZaJ0SNY7soEsUEjb6gQ== | rOprNGfwEbeRWgbNEkqO | %hvYDpWUa2RaTCAfuxFIlj)hNlF$k0 | gMGXRcevScNtxZ6/8lQYpGtnsNAc3mGcmNomv+xnoOMw+3R2xNJdMNnzMlTN8PPC6wdp6dybEmDYXYTxwnYPJQ== | ZQnYEgWQMFmmsM8aQMF0nDDCy/AgCzkwk8CmMZYcMg0vSVlKDanekLtifDSeVGT4+5ZxXnJq199RVG2rR7N7Zw==
          """)
  void knowsTheExamplesOfTheSpecifications(
      SaslMechanism mechanism,
      String salt,
      String clientNonce,
      String serverNonce,
      String proof,
      String signature) {
    var dialogue = dialogue(mechanism, UNBOUND, user(salt), serverNonce);
    var nonce = clientNonce + serverNonce;
    assertThat(dialogue.start("n,,n=user,r=" + clientNonce))
        .isEqualTo("? r=" + nonce + ",s=" + salt + ",i=4096");
    assertThat(dialogue.respond("c=biws,r=" + nonce + ",p=" + proof))
        .isEqualTo("user@example.com: v=" + signature);
  }

  @Test
  void knowsTheExampleOfDowngradeProtection() { // XEP-0474 §6
    var policy = new SaslPolicy(EnumSet.of(SaslMechanism.SCRAM_SHA_1), true, true, true);
    var dialogue =
        dialogue(
            SaslMechanism.SCRAM_SHA_1_PLUS,
            policy,
            BOUND,
            user("QSXCR+Q6sek8bf92"),
            "a09117a6-ac50-4f2f-93f1-93799c2bddf6");
    var nonce = "12C4CD5C-E38E-4A98-8F6D-15C38F51CCC6a09117a6-ac50-4f2f-93f1-93799c2bddf6";
    assertThat(dialogue.start("p=tls-exporter,,n=user,r=12C4CD5C-E38E-4A98-8F6D-15C38F51CCC6"))
        .isEqualTo("? r=" + nonce + ",s=QSXCR+Q6sek8bf92,i=4096,h=G6k/rBLDqgOhRRaCuuatSDFkJ08=");
    assertThat(
            dialogue.respond(
                "c=cD10bHMtZXhwb3J0ZXIsLFRISVMgSVMgRkFLRSBDQiBEQVRB,r="
                    + nonce
                    + ",x=19C6532F-1CF4-4A27-A18D-DC9CEA41BBB3,p=M/SIDjT+dfcxUh89jZEypRvFxB4="))
        .isEqualTo("user@example.com: v=MQrMPvv7yv4x4Cq4W4Ih25EqS2c=");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "SCRAM_.*")
  void letsAClientInThatMayLeaveOutTheInitialResponse(SaslMechanism mechanism) {
    var binding = mechanism.isPlus() ? "p=tls-server-end-point,," : "n,,";
    var data = mechanism.isPlus() ? END_POINT.data() : new byte[0];
    var client = new ScramClient(mechanism.label(), binding, data, "user", "pencil");
    var dialogue = dialogue(mechanism, BOUND, user("QSXCR+Q6sek8bf92"), "abc");
    assertThat(dialogue.start(null)).isEqualTo("? ");
    var serverFirst = dialogue.respond(client.first()).substring(2);
    var last = client.last(serverFirst);
    var success = dialogue.respond(last);
    assertThat(success).startsWith("user@example.com: v=");
    assertThat(client.verifies(success.substring(success.indexOf("v=")))).isTrue();
    assertThat(dialogue.respond(last)).isEqualTo("malformed-request");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      ignoreLeadingAndTrailingWhitespace = true,
      textBlock =
          """
          # mechanism, client-first-message, outcome
          SCRAM_SHA_256 | 'n,,n=user,r=abc' | challenged
          SCRAM_SHA_256 | 'n,,n=USER,r=abc' | challenged
          SCRAM_SHA_256 | 'n,,n=nobody,r=abc' | challenged
          SCRAM_SHA_256 | 'n,a=user@example.com,n=user,r=abc' | challenged
          SCRAM_SHA_256 | 'n,a=USER@EXAMPLE.COM,n=user,r=abc' | challenged
          SCRAM_SHA_256 | 'n,,n=user,r=abc,x=extension,Y=2' | challenged
          SCRAM_SHA_256 | 'n,,n=us=2Cer,r=abc' | challenged
          SCRAM_SHA_256 | 'n,a=other@example.com,n=user,r=abc' | invalid-authzid
          SCRAM_SHA_256 | 'n,a=user@example.org,n=user,r=abc' | invalid-authzid
          SCRAM_SHA_256 | 'n,a=user@example.com/phone,n=user,r=abc' | invalid-authzid
          SCRAM_SHA_256 | 'n,a=example.com,n=user,r=abc' | invalid-authzid
          SCRAM_SHA_256 | 'n,a=user,n=user,r=abc' | invalid-authzid
          SCRAM_SHA_256 | 'n,a=@@,n=user,r=abc' | invalid-authzid
          SCRAM_SHA_256 | 'n,,n=user@example.com,r=abc' | not-authorized
          SCRAM_SHA_256 | 'n,,n=us er,r=abc' | not-authorized
          SCRAM_SHA_256 | 'n,,m=x,n=user,r=abc' | malformed-request
          SCRAM_SHA_256 | 'n,,n=user,r=abc,m=x' | malformed-request
          SCRAM_SHA_256 | '' | malformed-request
          SCRAM_SHA_256 | 'n' | malformed-request
          SCRAM_SHA_256 | 'n,' | malformed-request
          SCRAM_SHA_256 | 'n,,' | malformed-request
          SCRAM_SHA_256 | 'n,,n=user' | malformed-request
          SCRAM_SHA_256 | 'n,,n=user,' | malformed-request
          SCRAM_SHA_256 | 'n,,n=user,r=' | malformed-request
          SCRAM_SHA_256 | 'n,,n=user,r=a b' | malformed-request
          SCRAM_SHA_256 | 'n,,n=user,r=aäb' | malformed-request
          SCRAM_SHA_256 | 'n,,n=user,r=abc,' | malformed-request
          SCRAM_SHA_256 | 'n,,n=user,r=abc,x' | malformed-request
          SCRAM_SHA_256 | 'n,,n=user,r=abc,x=' | malformed-request
          SCRAM_SHA_256 | 'n,,n=user,r=abc,1=x' | malformed-request
          SCRAM_SHA_256 | 'n,,r=abc,n=user' | malformed-request
          SCRAM_SHA_256 | 'n,,n=,r=abc' | malformed-request
          SCRAM_SHA_256 | 'n,,n=us=2cer,r=abc' | malformed-request
          SCRAM_SHA_256 | 'n,,n=us=er,r=abc' | malformed-request
          SCRAM_SHA_256 | 'n,,n=user=,r=abc' | malformed-request
          SCRAM_SHA_256 | 'n,b=x,n=user,r=abc' | malformed-request
          SCRAM_SHA_256 | 'n,a=,n=user,r=abc' | malformed-request
          SCRAM_SHA_256 | 'x,,n=user,r=abc' | malformed-request
          SCRAM_SHA_256 | 'p=,,n=user,r=abc' | malformed-request
          SCRAM_SHA_256 | 'p=a b,,n=user,r=abc' | malformed-request
          SCRAM_SHA_256 | 'y,,n=user,r=abc' | not-authorized
          SCRAM_SHA_256 | 'p=tls-exporter,,n=user,r=abc' | malformed-request
          SCRAM_SHA_256_PLUS | 'p=tls-exporter,,n=user,r=abc' | challenged
          SCRAM_SHA_256_PLUS | 'n,,n=user,r=abc' | malformed-request
          SCRAM_SHA_256_PLUS | 'y,,n=user,r=abc' | malformed-request
          SCRAM_SHA_256_PLUS | 'p=tls-unique,,n=user,r=abc' | malformed-request
          """)
  void answersTheFirstMessage(SaslMechanism mechanism, String message, String outcome) {
    var answer = dialogue(mechanism, BOUND, user("QSXCR+Q6sek8bf92"), "xyz").start(message);
    assertThat(answer.startsWith("? r=abcxyz,") ? "challenged" : answer).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"tls-unique, true", "tls-exporter, true", "tls-something, false"})
  void knowsClientsThatBindWithoutReadingTheOffer(String binding, boolean known) {
    assertThat(SaslException.unknownBinding(binding).isOtherBinding()).isEqualTo(known);
  }

  @Test
  void believesAClientThatThinksTheServerHasNoChannelBindingIfThatIsTrue() {
    var dialogue = dialogue(SaslMechanism.SCRAM_SHA_1, UNBOUND, user("QSXCR+Q6sek8bf92"), "xyz");
    assertThat(dialogue.start("y,,n=user,r=abc")).startsWith("? ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # what is replaced in a right client-final-message, by what, outcome
          nothing | nothing | user@example.com
          c=biws | c=eSws | not-authorized
          c=biws | c= | not-authorized
          c=biws | c=b | malformed-request
          c=biws | c=biws= | malformed-request
          c=biws, | '' | malformed-request
          'c=biws,' | 'c=biws,m=x,' | malformed-request
          ',r=' | ',r=other' | not-authorized
          ',r=' | ',x=' | malformed-request
          ',p=' | ',p=AAAA' | not-authorized
          ',p=' | ',p=!' | malformed-request
          ',p=' | ',p=A' | malformed-request
          ',p=' | ',x=1,p=' | not-authorized
          ',p=' | ',x=,p=' | malformed-request
          ',p=' | ',q=' | malformed-request
          """)
  void answersTheFinalMessage(String replaced, String by, String outcome) {
    var client = new ScramClient("SCRAM-SHA-1", "n,,", new byte[0], "user", "pencil");
    var dialogue = dialogue(SaslMechanism.SCRAM_SHA_1, UNBOUND, user("QSXCR+Q6sek8bf92"), "xyz");
    var last = client.last(dialogue.start(client.first()).substring(2)).replace(replaced, by);
    assertThat(dialogue.respond(last).replaceFirst(": v=.*", "")).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # user, password, standing, outcome
          user, pencil, ENABLED, user@example.com
          user, Pencil, ENABLED, not-authorized
          user, pencil, DISABLED, account-disabled
          user, wrong, DISABLED, not-authorized
          nobody, pencil, ENABLED, not-authorized
          nobody, nobody's, ENABLED, not-authorized
          """)
  void letsInWhoKnowsThePassword(String name, String password, Standing standing, String outcome) {
    var client = new ScramClient("SCRAM-SHA-256", "n,,", new byte[0], name, password);
    var source = new OneAccount(USER, "pencil", SALT, standing);
    var dialogue = dialogue(SaslMechanism.SCRAM_SHA_256, UNBOUND, source, "xyz");
    var last = client.last(dialogue.start(client.first()).substring(2));
    assertThat(dialogue.respond(last).replaceFirst(": v=.*", "")).isEqualTo(outcome);
  }

  @Test
  void refusesANonceThatIsNotItsOwn() { // RFC 5802 §5.1
    var client = new ScramClient("SCRAM-SHA-256", "n,,", new byte[0], "user", "pencil");
    var dialogue = dialogue(SaslMechanism.SCRAM_SHA_256, UNBOUND, user("QSXCR+Q6sek8bf92"), "abc");
    var serverFirst = dialogue.start(client.first()).substring(2);
    assertThat(dialogue.respond(client.last(serverFirst, "another"))).isEqualTo("not-authorized");
  }

  @Test
  void refusesTheBindingOfAnotherConnection() {
    var client =
        new ScramClient("SCRAM-SHA-256-PLUS", "p=tls-exporter,,", new byte[] {9}, "user", "pencil");
    var dialogue =
        dialogue(SaslMechanism.SCRAM_SHA_256_PLUS, BOUND, user("QSXCR+Q6sek8bf92"), "xyz");
    var last = client.last(dialogue.start(client.first()).substring(2));
    assertThat(dialogue.respond(last)).isEqualTo("not-authorized");
  }
}

package dev.parley.core.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.jid.Jid;
import dev.parley.testing.ScramClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Exchanges with any password, any nonce and any bytes. */
final class ExchangePropertiesTest {
  private static Dialogue dialogue(SaslMechanism mechanism, String password, String nonce) {
    var tls = new TlsFacts(true, List.of(), null, null);
    var policy = SaslPolicy.DEFAULT;
    var source =
        new OneAccount(Jid.parse("user@example.com"), password, new byte[16], Standing.ENABLED);
    return new Dialogue(
        new SaslContext("example.com", SaslOffer.of(policy, tls), policy, tls, source, () -> nonce)
            .exchange(mechanism));
  }

  @Property(tries = 500)
  void plainAnswersAnyBytesByADefinedFailure(@ForAll byte[] noise) {
    assertThat(dialogue(SaslMechanism.PLAIN, "pencil", "").respond(noise))
        .isIn("malformed-request", "not-authorized", "invalid-authzid");
  }

  @Property(tries = 20)
  void letsInWithAnyPassword(@ForAll("passwords") String password, @ForAll("nonces") String nonce) {
    var client = new ScramClient("SCRAM-SHA-512", "n,,", new byte[0], "user", password);
    var dialogue = dialogue(SaslMechanism.SCRAM_SHA_512, password, nonce);
    var last = client.last(dialogue.start(client.first()).substring(2));
    assertThat(dialogue.respond(last)).startsWith("user@example.com: v=");
  }

  @Provide
  Arbitrary<String> passwords() {
    return Arbitraries.strings().withCharRange(' ', '\u00ff').ofMinLength(1).ofMaxLength(40);
  }

  @Provide
  Arbitrary<String> nonces() {
    return Arbitraries.strings()
        .withCharRange('!', '~')
        .excludeChars(',')
        .ofMinLength(1)
        .ofMaxLength(40);
  }

  @Property(tries = 500)
  void anyBytesAreAnsweredByADefinedFailure(@ForAll byte[] noise, @ForAll Random random) {
    var client = new ScramClient("SCRAM-SHA-1", "n,,", new byte[0], "user", "pencil");
    var dialogue = dialogue(SaslMechanism.SCRAM_SHA_1, "pencil", "xyz");
    var answers = new ArrayList<String>();
    if (random.nextBoolean()) {
      answers.add(
          dialogue.respond(spoilt(client.first().getBytes(StandardCharsets.UTF_8), random)));
      answers.add(dialogue.respond(noise));
    } else {
      var first = dialogue.start(client.first()).substring(2);
      answers.add(
          dialogue.respond(spoilt(client.last(first).getBytes(StandardCharsets.UTF_8), random)));
    }
    assertThat(answers)
        .allMatch(answer ->
            answer.startsWith("? ")
                || List.of("malformed-request", "not-authorized", "invalid-authzid")
                    .contains(answer));
  }

  private static byte[] spoilt(byte[] message, Random random) {
    message[random.nextInt(message.length)] ^= (byte) (1 + random.nextInt(255));
    return message;
  }
}

package dev.parley.transport.s2s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.jid.Jid;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Keys of dialback (XEP-0185). */
final class DialbackKeysTest {
  private static final Jid CAPULET = Jid.parse("capulet.example");
  private static final Jid MONTAGUE = Jid.parse("montague.example");

  private static DialbackKeys keys(String secret) {
    return new DialbackKeys(secret.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theExamplesOfTheSpecification() {
    // XEP-0220 §2.1.1, example 1, and §2.1.2, example 5
    assertThat(keys("s3cr3tf0rd14lb4ck").of(MONTAGUE, CAPULET, "D60000229F"))
        .isEqualTo("b4835385f37fe2895af6c196b59097b16862406db80559900d96bf6fa7d23df3");
    assertThat(keys("d14lb4ck43v3r").of(CAPULET, MONTAGUE, "417GAF25"))
        .isEqualTo("225cc5aa6a071133249d25fef42ae516fc7a86c523aa1c6980a7f73e784c972d");
  }

  @Test
  void aKeyIsForOneStreamOfOnePair() {
    var keys = keys("secret");
    var key = keys.of(MONTAGUE, CAPULET, "1");

    assertThat(keys.isValid(key, MONTAGUE, CAPULET, "1")).isTrue();
    assertThat(keys.isValid(" " + key + "\n", MONTAGUE, CAPULET, "1")).isTrue();
    assertThat(keys.isValid(key, CAPULET, MONTAGUE, "1")).isFalse();
    assertThat(keys.isValid(key, MONTAGUE, CAPULET, "2")).isFalse();
    assertThat(keys.isValid("", MONTAGUE, CAPULET, "1")).isFalse();
    assertThat(keys("another").isValid(key, MONTAGUE, CAPULET, "1")).isFalse();
  }

  @Test
  @DisplayName("A79: fields that run together make no two streams the same")
  void fieldsDoNotRunTogether() {
    var keys = keys("secret");
    Set<String> seen = new HashSet<>();
    for (var receiving : new String[] {"a", "ab", "a.b", "b"}) {
      for (var originating : new String[] {"c", "bc", "b.c", "a"}) {
        for (var id : new String[] {"1", "c1", "c 1", " 1", "1 "}) {
          assertThat(seen.add(keys.of(Jid.parse(receiving), Jid.parse(originating), id))).isTrue();
        }
      }
    }
  }
}

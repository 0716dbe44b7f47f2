package dev.parley.core.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nonces cannot be guessed. */
final class NoncesTest {
  @Test
  void haveEnoughBitsThatAllComeUpEquallyOften() {
    var nonces = new Nonces();
    var seen = new HashSet<String>();
    var set = new int[192];
    for (int i = 0; i < 10_000; i++) {
      var nonce = nonces.get();
      seen.add(nonce);
      byte[] bytes = Base64.getDecoder().decode(nonce);
      assertThat(bytes).hasSize(set.length / 8);
      for (int bit = 0; bit < set.length; bit++) {
        set[bit] += bytes[bit / 8] >> bit % 8 & 1;
      }
    }
    assertThat(seen).hasSize(10_000);
    // Ten standard deviations around the half.
    assertThat(IntStream.of(set).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(4_500, 5_500));
  }
}

package dev.parley.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.sasl.ScramHash;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords as people type them, and the keys made of them. */
final class PasswordTest {
  private static byte[] hash(String password) {
    return Password.of(password).salted(ScramHash.SHA_1, new byte[16], 1);
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          # RFC 8265 §4.3: password, other, same
          pencil,pencil,true
          pencil,Pencil,false
          correct horse,correct\u00a0horse,true
          correct horse,correcthorse,false
          é,e\u0301,true
          π\u00df\u00e5,π\u00df\u00e5,true
          Jack of \u2666s,Jack of \u2666s,true
          """)
  void areComparedAsOpaqueStrings(String one, String other, boolean same) {
    assertThat(java.util.Arrays.equals(hash(one), hash(other))).isEqualTo(same);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tab\there", "nul\0", "line\nbreak", "del\u007f"})
  void mayNotBeEmptyOrHoldControlCharacters(String password) {
    assertThatThrownBy(() -> Password.of(password))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageStartingWith("the password ");
  }

  @Test
  void mayNotBeLongerThanTheLimit() {
    assertThat(Password.of("x".repeat(Password.MAX_LENGTH))).isNotNull();
    assertThatThrownBy(() -> Password.of("x".repeat(Password.MAX_LENGTH + 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void areNeverPrinted() {
    assertThat(Password.of("secret")).hasToString("(password)");
  }

  @Test
  void makeOneKeyForEachHashWithASaltOfItsOwn() {
    var random = new SecureRandom();
    var salts = new HashSet<Set<Byte>>();
    for (int round = 0; round < 2; round++) {
      var keys = ScramKeys.of(Password.of("secret"), 10_000, random);
      assertThat(keys)
          .extracting(key -> key.mechanism())
          .containsExactly("SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-512");
      for (int i = 0; i < 3; i++) {
        var key = keys.get(i);
        var hash = ScramHash.values()[i];
        var bytes = new HashSet<Byte>();
        for (byte part : key.salt()) {
          bytes.add(part);
        }
        salts.add(bytes);
        assertThat(key.salt()).hasSize(16);
        assertThat(key.iterations()).isEqualTo(10_000);
        assertThat(key.storedKey()).hasSize(hash.length());
        assertThat(key.serverKey()).hasSize(hash.length());
        assertThat(ScramKeys.fits(key, hash, Password.of("secret"))).isTrue();
        assertThat(ScramKeys.fits(key, hash, Password.of("Secret"))).isFalse();
      }
    }
    assertThat(salts).hasSize(6);
  }
}

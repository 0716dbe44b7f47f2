package dev.parley.transport.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {
  private static final String RIGHT = "a9993e364706816aba3e25717850c26c9cd0d89d";

  private static boolean isRight(String hash) {
    var handshake = Element.builder(Namespaces.COMPONENT, "handshake").text(hash).build();
    return Handshake.isRight(handshake, "a", "bc");
  }

  @Test
  void it_is_the_sha1_of_id_and_secret() {
    assertThat(Handshake.of("a", "bc")).isEqualTo(RIGHT);
    assertThat(isRight(RIGHT)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A9993E364706816ABA3E25717850C26C9CD0D89D",
        "a9993e364706816aba3e25717850c26c9cd0d89",
        "a9993e364706816aba3e25717850c26c9cd0d89d0",
        "abc"
      })
  void nothing_else_is_right(String hash) {
    assertThat(isRight(hash)).isFalse();
  }
}

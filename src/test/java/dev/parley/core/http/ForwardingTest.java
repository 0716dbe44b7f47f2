package dev.parley.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What proxies say of the encryption between them and clients. */
final class ForwardingTest {
  @Test
  void onlyTheLastWordCounts() {
    assertThat(Forwarding.isSecure(List.of())).isFalse();
    assertThat(Forwarding.isSecure(List.of("https"))).isTrue();
    assertThat(Forwarding.isSecure(List.of("WSS"))).isTrue();
    assertThat(Forwarding.isSecure(List.of("http"))).isFalse();
    assertThat(Forwarding.isSecure(List.of("https, http"))).isFalse();
    assertThat(Forwarding.isSecure(List.of("http, https"))).isTrue();
    assertThat(Forwarding.isSecure(List.of("https", "http"))).isFalse();
  }
}

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

  @Test
  void forwardedAsRfc7239HasIt() {
    assertThat(
            ClientAddress.nodes(
                List.of(
                    "for=192.0.2.60;proto=http;by=203.0.113.43",
                    "For=\"[2001:db8:cafe::17]:4711\", for=\"192.0.2.43:47011\"")))
        .containsExactly("192.0.2.60", "2001:db8:cafe::17", "192.0.2.43");
    assertThat(ClientAddress.nodes(List.of("for=unknown, for=_gazonk;proto=https")))
        .containsExactly("unknown", "_gazonk");
    assertThat(Forwarding.protocols(List.of("proto=http;for=1.2.3.4, for=10.0.0.1;proto=https")))
        .containsExactly("http", "https");
    assertThat(Forwarding.protocols(List.of("for=1.2.3.4"))).containsExactly("unknown");
  }

  @Test
  void whatCannotBeReadHidesWhatStandsBefore() {
    assertThat(ClientAddress.nodes(List.of("for=1.1.1.1, for=\"2.2.2.2, for=3.3.3.3")))
        .containsExactly("3.3.3.3");
    assertThat(ClientAddress.nodes(List.of("for=1.1.1.1, nonsense"))).isEmpty();
    assertThat(ClientAddress.nodes(List.of("for=1.1.1.1;;"))).isEmpty();
    assertThat(ClientAddress.nodes(List.of("for=9.9.9.9,".repeat(2_000)))).isEmpty();
  }
}

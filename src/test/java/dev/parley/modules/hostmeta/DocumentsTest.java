package dev.parley.modules.hostmeta;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What web clients are told, in both formats (RFC 6415). */
final class DocumentsTest {
  private static final Optional<String> WEBSOCKET = Optional.of("wss://web.example/ws");
  private static final Optional<String> BOSH = Optional.of("https://web.example/bosh");

  @Test
  void withoutAddressesThereIsNothingOfXep0487() {
    var connections =
        new Connections(
            "example.org", WEBSOCKET, BOSH, Optional.of(5223), Optional.of(5270), List.of());
    assertThat(new JsonObject(Documents.jrd(connections)))
        .isEqualTo(
            new JsonObject(
                """
                {"links": [
                  {"rel": "urn:xmpp:alt-connections:websocket", "href": "wss://web.example/ws"},
                  {"rel": "urn:xmpp:alt-connections:xbosh", "href": "https://web.example/bosh"}]}
                """));
  }

  @Test
  void withAddressesEachLinkHasAllThatIsMandatory() {
    var connections =
        new Connections(
            "example.org",
            WEBSOCKET,
            Optional.empty(),
            Optional.of(5223),
            Optional.of(5270),
            List.of("192.0.2.1"));
    assertThat(new JsonObject(Documents.jrd(connections)))
        .isEqualTo(
            new JsonObject(
                """
                {"xmpp": {"ttl": 3600}, "links": [
                  {"rel": "urn:xmpp:alt-connections:websocket", "href": "wss://web.example/ws",
                   "ips": ["192.0.2.1"], "priority": 20, "weight": 50, "sni": "web.example"},
                  {"rel": "urn:xmpp:alt-connections:tls", "port": 5223,
                   "ips": ["192.0.2.1"], "priority": 10, "weight": 50, "sni": "example.org"},
                  {"rel": "urn:xmpp:alt-connections:s2s-tls", "port": 5270,
                   "ips": ["192.0.2.1"], "priority": 10, "weight": 50, "sni": "example.org"}]}
                """));
  }

  @Test
  void withoutHttpThereIsNothingToTell() {
    var none =
        new Connections(
            "example.org",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    assertThat(Documents.xrd(none))
        .isEqualTo(
            "<?xml version='1.0' encoding='utf-8'?>"
                + "<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'/>");
  }
}

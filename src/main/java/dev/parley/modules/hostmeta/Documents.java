package dev.parley.modules.hostmeta;

import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.XmlWriter;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What is told, in both formats of RFC 6415. */
final class Documents {
  private static final String XRD = "http://docs.oasis-open.org/ns/xri/xrd-1.0";
  private static final String REL = "urn:xmpp:alt-connections:";
  private static final int TTL_SECONDS = 3_600;

  private Documents() {}

  /** XEP-0156 §2.3. */
  static String xrd(Connections connections) {
    Element.Builder document = Element.builder(XRD, "XRD");
    connections.websocket().ifPresent(url -> document.child(link("websocket", url)));
    connections.bosh().ifPresent(url -> document.child(link("xbosh", url)));
    return "<?xml version='1.0' encoding='utf-8'?>" + XmlWriter.toXml(document.build(), "");
  }

  private static Element link(String kind, String url) {
    return Element.builder(XRD, "Link").attribute("rel", REL + kind).attribute("href", url).build();
  }

  /**
   * The same as JSON. If the operator has told our addresses, they and all else that XEP-0487 §2.1
   * makes mandatory are there too.
   */
  static String jrd(Connections connections) {
    JsonArray links = new JsonArray();
    connections
        .websocket()
        .ifPresent(url ->
            links.add(link(connections, "websocket", Connections.host(url), 20).put("href", url)));
    connections
        .bosh()
        .ifPresent(url ->
            links.add(link(connections, "xbosh", Connections.host(url), 30).put("href", url)));
    JsonObject document = new JsonObject();
    if (!connections.addresses().isEmpty()) {
      document.put("xmpp", new JsonObject().put("ttl", TTL_SECONDS));
      connections
          .directTls()
          .ifPresent(port ->
              links.add(link(connections, "tls", connections.domain(), 10).put("port", port)));
      connections
          .serverTls()
          .ifPresent(port ->
              links.add(link(connections, "s2s-tls", connections.domain(), 10).put("port", port)));
    }
    return document.put("links", links).encode();
  }

  private static JsonObject link(Connections connections, String kind, String name, int priority) {
    JsonObject link = new JsonObject().put("rel", REL + kind);
    if (!connections.addresses().isEmpty()) {
      link.put("ips", new JsonArray(connections.addresses()))
          .put("priority", priority)
          .put("weight", 50)
          .put("sni", name);
    }
    return link;
  }
}

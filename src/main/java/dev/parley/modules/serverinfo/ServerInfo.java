package dev.parley.modules.serverinfo;

import dev.parley.core.federation.Link;
import dev.parley.protocol.xml.Element;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is published of a domain (XEP-0485 §4). */
final class ServerInfo {
  static final String NS = "urn:xmpp:serverinfo:0";

  /** Domains that are told of, named or not. */
  static final int MOST_DOMAINS = 1_000;

  /** Streams of one domain. */
  private static final int MOST_CONNECTIONS = 20;

  /** As XML, about; far below what a node takes, and what other servers do. */
  private static final int MOST_BYTES = 100_000;

  private ServerInfo() {}

  /** The links of a domain that stanzas can take, by the other domain. */
  static Map<String, List<Link>> peers(String domain, Collection<Link> links) {
    Map<String, List<Link>> peers = new TreeMap<>();
    for (Link link : links) {
      boolean known = peers.containsKey(link.remote());
      if (link.isUp() && link.local().equals(domain) && (known || peers.size() < MOST_DOMAINS)) {
        peers.computeIfAbsent(link.remote(), first -> new ArrayList<>()).add(link);
      }
    }
    return peers;
  }

  /**
   * The payload of the item. A domain that has not agreed is told of without name and connections,
   * so that nothing is known of it but that it is there (§8).
   *
   * @param peers from {@link #peers}
   * @param agreed those whose names may be told
   */
  static Element of(String domain, Map<String, List<Link>> peers, Set<String> agreed) {
    Element.Builder federation = Element.builder(NS, "federation");
    int bytes = 0;
    int nameless = 0;
    for (Map.Entry<String, List<Link>> peer : peers.entrySet()) {
      Element named = named(peer.getKey(), peer.getValue());
      int more = named.toString().getBytes(StandardCharsets.UTF_8).length;
      if (agreed.contains(peer.getKey()) && bytes + more <= MOST_BYTES) {
        federation.child(named);
        bytes += more;
      } else {
        nameless++;
      }
    }
    for (int i = 0; i < nameless; i++) {
      federation.child(Element.of(NS, "remote-domain"));
    }
    return Element.builder(NS, "serverinfo")
        .child(
            Element.builder(NS, "domain")
                .attribute("name", domain)
                .child(federation.build())
                .build())
        .build();
  }

  private static Element named(String domain, List<Link> links) {
    Element.Builder peer = Element.builder(NS, "remote-domain").attribute("name", domain);
    links.stream()
        .map(ServerInfo::type)
        .sorted()
        .limit(MOST_CONNECTIONS)
        .forEach(
            type -> peer.child(Element.builder(NS, "connection").attribute("type", type).build()));
    return peer.build();
  }

  private static String type(Link link) {
    if (link.isBidirectional()) {
      return "bidi";
    }
    return link.isIncoming() ? "incoming" : "outgoing";
  }
}

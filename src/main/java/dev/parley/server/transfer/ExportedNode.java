package dev.parley.server.transfer;

import dev.parley.core.storage.PubsubStore.StoredNode;
import dev.parley.modules.pubsub.NodeForms;
import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** How a node is described to another server, but for its items (XEP-0227 §4.10.1). */
final class ExportedNode {
  private ExportedNode() {}

  /** Its configuration, who may do what, and who is subscribed; empty lists are left out. */
  static List<Element> describe(StoredNode node) {
    List<Element> described = new ArrayList<>(3);
    described.add(
        Element.builder(Pie.PUBSUB_OWNER, "configure")
            .attribute("node", node.name())
            .child(NodeForms.of(node.config()).toElement())
            .build());
    if (!node.affiliations().isEmpty()) {
      Element.Builder list = list("affiliations", node);
      new TreeMap<>(node.affiliations())
          .forEach((jid, affiliation) ->
              list.child(
                  Element.builder(Pie.PUBSUB_OWNER, "affiliation")
                      .attribute("jid", jid.toString())
                      .attribute("affiliation", affiliation)
                      .build()));
      described.add(list.build());
    }
    if (!node.subscriptions().isEmpty()) {
      Element.Builder list = list("subscriptions", node);
      node.subscriptions()
          .forEach(one ->
              list.child(
                  Element.builder(Pie.PUBSUB_OWNER, "subscription")
                      .attribute("jid", one.jid().toString())
                      .attribute("subscription", one.state())
                      .attribute("subid", one.id())
                      .build()));
      described.add(list.build());
    }
    return described;
  }

  private static Element.Builder list(String name, StoredNode node) {
    return Element.builder(Pie.PUBSUB_OWNER, name).attribute("node", node.name());
  }
}

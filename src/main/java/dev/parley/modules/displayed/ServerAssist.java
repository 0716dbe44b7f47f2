package dev.parley.modules.displayed;

import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Pep;
import dev.parley.core.module.Failures;
import dev.parley.core.module.Verdict;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import java.util.List;

/**
 * Takes {@code <displayed/>} out of messages on their way, before they are archived and copied, and
 * publishes it at the sender's own node (XEP-0490 §4.5, §5.2).
 */
final class ServerAssist {
  static final String NS = "urn:xmpp:mds:displayed:0";

  private ServerAssist() {}

  static Verdict publish(Home home, LiveAccount sender, Message message) {
    Element displayed = message.child(NS, "displayed");
    if (displayed == null) {
      return new Verdict.Pass(message);
    }
    Pep pep = home.neighbour(Pep.class);
    Jid to = message.to();
    if (pep != null && to != null && displayed.child("urn:xmpp:sid:0", "stanza-id") != null) {
      pep.publish(sender.jid(), NS, to.toString(), displayed)
          .onFailure(cause -> Failures.note("what users have read is not published", cause));
    }
    return new Verdict.Pass(message.withChildren(without(message.children())));
  }

  private static List<Element> without(List<Element> children) {
    return children.stream().filter(child -> !child.namespace().equals(NS)).toList();
  }
}

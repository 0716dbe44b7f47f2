package dev.parley.transport.stream;

import dev.parley.core.home.Domains;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What only servers may say of a message, and who of them says it. */
public final class ServerAnnotations {
  private static final String DELAY = "urn:xmpp:delay";
  private static final String STANZA_ID = "urn:xmpp:sid:0";

  private ServerAnnotations() {}

  /**
   * The message without what its sender says in the name of a domain served here or of the
   * receiver's account: delays (XEP-0203 §7) and stanza ids (XEP-0359 §5).
   */
  public static Message strip(Message message, Jid to, Domains domains) {
    List<Element> children = message.children();
    for (int i = 0; i < children.size(); i++) {
      if (isForged(children.get(i), to, domains)) {
        List<Element> kept = new ArrayList<>(children);
        kept.removeIf(child -> isForged(child, to, domains));
        return message.withChildren(kept);
      }
    }
    return message;
  }

  private static boolean isForged(Element child, Jid to, Domains domains) {
    return (child.is(DELAY, "delay") && isOurs(child.attribute("from"), to, domains))
        || (child.is(STANZA_ID, "stanza-id") && isOurs(child.attribute("by"), to, domains));
  }

  private static boolean isOurs(@Nullable String name, Jid to, Domains domains) {
    try {
      Jid jid = name == null ? null : Jid.parse(name);
      return jid != null
          && (jid.isDomain() ? domains.isServed(jid.domain()) : jid.bare().equals(to.bare()));
    } catch (JidFormatException e) {
      return false;
    }
  }
}

package dev.parley.modules.multicast;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whom a message is for, in its {@code <addresses/>} (XEP-0033 §4).
 *
 * @param shown what every recipient sees: all but the blind copies, those to be delivered marked
 * @param recipients to be delivered to, none twice
 */
record AddressHeader(List<Element> shown, List<Recipient> recipients) {
  static final String NS = "http://jabber.org/protocol/address";
  private static final Set<String> TYPES =
      Set.of("to", "cc", "bcc", "replyto", "replyroom", "noreply", "ofrom");
  private static final Set<String> DELIVERED = Set.of("to", "cc", "bcc");

  /**
   * One of them.
   *
   * @param address as it was written
   * @param blind true if nobody else is to know of it
   */
  record Recipient(Jid jid, Element address, boolean blind) {}

  /**
   * Reads and checks all addresses.
   *
   * @param most how many there may be
   * @throws StanzaException with {@code not-acceptable} if there are more, {@code jid-malformed} or
   *     {@code bad-request}
   */
  static AddressHeader parse(Element addresses, int most) {
    List<Element> shown = new ArrayList<>();
    List<Recipient> recipients = new ArrayList<>();
    Set<Jid> known = new HashSet<>();
    int count = 0;
    for (Element address : addresses.elements()) {
      if (!address.is(NS, "address")) {
        continue;
      }
      if (++count > most) {
        throw new StanzaException(
            Condition.NOT_ACCEPTABLE, "at most " + most + " addresses at a time");
      }
      String type = address.attribute("type");
      if (type == null || !TYPES.contains(type)) {
        throw new StanzaException(Condition.BAD_REQUEST, "an address has no known type");
      }
      boolean due = DELIVERED.contains(type) && !"true".equals(address.attribute("delivered"));
      if (due) {
        Jid jid = jid(address);
        if (known.add(jid)) {
          recipients.add(new Recipient(jid, address, type.equals("bcc")));
        }
      }
      if (!type.equals("bcc")) {
        shown.add(due ? address.withAttribute("delivered", "true") : address);
      }
    }
    return new AddressHeader(shown, recipients);
  }

  /** Only JIDs can be delivered to (§4.2). */
  private static Jid jid(Element address) {
    String text = address.attribute("jid");
    if (text == null || address.attribute("uri") != null) {
      throw new StanzaException(Condition.JID_MALFORMED, "an address has no JID");
    }
    try {
      return Jid.parse(text);
    } catch (JidFormatException wrong) {
      throw new StanzaException(Condition.JID_MALFORMED, wrong.reason());
    }
  }

  /** The header as one recipient gets it (§4.6.3). */
  Element of(Recipient recipient) {
    Element.Builder header = Element.builder(NS, "addresses").children(shown);
    return (recipient.blind() ? header.child(recipient.address()) : header).build();
  }
}

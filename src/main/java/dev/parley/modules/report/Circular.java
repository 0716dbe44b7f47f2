package dev.parley.modules.report;

import dev.parley.core.storage.ReportStore.Report;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report as servers send it to each other: XEP-0377 leaves that open, so it is as Prosody has it,
 * a message with the report, which names who is reported by {@code urn:xmpp:jid:0} (XEP-0268).
 */
final class Circular {
  private static final String JID = "urn:xmpp:jid:0";
  private static final String FORWARD = "urn:xmpp:forward:0";
  private static final String SID = "urn:xmpp:sid:0";

  private Circular() {}

  /**
   * Tells another server. It does not name the reporter.
   *
   * @param messages those the report is about
   */
  static Message of(Report report, List<Message> messages, Jid from, Jid to) {
    var children = new ArrayList<Element>();
    children.add(
        Element.builder(Namespaces.CLIENT, "body")
            .text(
                "A user of "
                    + from
                    + " reports "
                    + report.reported()
                    + ": "
                    + Complaint.word(report.reason())
                    + (report.text() == null ? "" : ": " + report.text()))
            .build());
    var payload =
        Element.builder(Complaint.NS, "report")
            .attribute("reason", report.reason())
            .child(Element.builder(JID, "jid").text(report.reported().toString()).build());
    if (report.text() != null) {
      payload.child(Element.builder(Complaint.NS, "text").text(report.text()).build());
    }
    children.add(payload.build());
    for (Message message : messages) {
      children.add(
          Element.builder(FORWARD, "forwarded").child(anonymous(message).toElement()).build());
    }
    return Message.of(Message.Type.NORMAL, to, children).withFrom(from).withId(report.id());
  }

  /** Without what tells to whom it went. */
  static Message anonymous(Message message) {
    return Message.of(
            message.type(),
            null,
            message.children().stream().filter(child -> !child.namespace().equals(SID)).toList())
        .withFrom(message.from());
  }

  /** Whom a report of another server is about; null if it does not say. */
  static @Nullable Jid reported(Element report) {
    Element named = report.child(JID, "jid");
    try {
      return named == null ? null : Jid.parse(named.text().strip());
    } catch (JidFormatException wrong) {
      return null;
    }
  }

  /** The messages that a report of another server brings along, as XML. */
  static String messages(Message message) {
    var xml = new StringBuilder();
    for (Element child : message.children()) {
      if (child.is(FORWARD, "forwarded")) {
        child.elements().forEach(xml::append);
      }
    }
    return xml.toString();
  }
}

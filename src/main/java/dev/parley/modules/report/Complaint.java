package dev.parley.modules.report;

import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says in a {@code <report/>} (XEP-0377 §3).
 *
 * @param reason a URN
 * @param text null if nothing is said
 * @param messages ids in the reporter's archive of the messages it is about
 * @param toOrigin whether the reporter agrees that the other server is told
 * @param toOthers whether the reporter agrees that third parties are told
 */
record Complaint(
    String reason,
    @Nullable String text,
    List<String> messages,
    boolean toOrigin,
    boolean toOthers) {
  static final String NS = "urn:xmpp:reporting:1";
  private static final String SID = "urn:xmpp:sid:0";
  private static final int MOST_MESSAGES = 20;
  private static final int LONGEST_REASON = 200;
  private static final int LONGEST_TEXT = 2_000;

  Complaint {
    messages = List.copyOf(messages);
  }

  /** Reads it; null without a proper reason, which it must have. */
  static @Nullable Complaint of(Element report) {
    String reason = report.attribute("reason");
    if (reason == null || reason.isEmpty() || reason.length() > LONGEST_REASON) {
      return null;
    }
    var messages = new ArrayList<String>();
    for (Element child : report.elements()) {
      String id = child.attribute("id");
      if (child.is(SID, "stanza-id") && id != null && messages.size() < MOST_MESSAGES) {
        messages.add(id);
      }
    }
    return new Complaint(
        reason,
        text(report),
        messages,
        report.child(NS, "report-origin") != null,
        report.child(NS, "third-party") != null);
  }

  private static @Nullable String text(Element report) {
    Element text = report.child(NS, "text");
    String words = text == null ? "" : text.text().strip();
    if (words.isEmpty()) {
      return null;
    }
    return words.length() <= LONGEST_TEXT
        ? words
        : words.substring(0, words.offsetByCodePoints(0, words.codePointCount(0, LONGEST_TEXT)));
  }

  /** What went wrong in a word, as {@code spam} of {@code urn:xmpp:reporting:spam}. */
  static String word(String reason) {
    return reason.substring(reason.lastIndexOf(':') + 1);
  }
}

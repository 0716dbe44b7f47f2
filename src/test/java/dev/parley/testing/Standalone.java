package dev.parley.testing;

import java.util.ArrayList;
import java.util.List;
import javax.xml.namespace.QName;

/** Elements that are not children of a stream: they declare all that they need themselves. */
public final class Standalone {
  private static final String STREAMS = "http://etherx.jabber.org/streams";

  private Standalone() {}

  /**
   * The elements that a client would write in a stream of TCP, each on its own and otherwise as
   * they are; what is no XML is left as it is.
   */
  public static List<String> elements(String text) {
    var elements = new ArrayList<String>();
    int depth = 0;
    int start = 0;
    for (int i = text.indexOf('<'); i >= 0; i = text.indexOf('<', i)) {
      int end = tagEnd(text, i);
      if (end < 0) {
        return List.of(text);
      }
      boolean closing = text.charAt(i + 1) == '/';
      if (closing && depth == 0) {
        return List.of(text);
      }
      start = depth == 0 ? i : start;
      depth += closing ? -1 : text.charAt(end - 1) == '/' ? 0 : 1;
      if (depth == 0) {
        elements.add(declared(text.substring(start, end + 1)));
      }
      i = end;
    }
    return depth == 0 && !elements.isEmpty() ? elements : List.of(text);
  }

  private static int tagEnd(String text, int start) {
    char quote = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '>') {
        return i;
      }
    }
    return -1;
  }

  private static String declared(String element) {
    var tag = element.substring(0, tagEnd(element, 0));
    var name = tag.split("[\\s/>]", 2)[0];
    var more = new StringBuilder();
    if (!tag.matches("(?s).*\\sxmlns\\s*=.*")) {
      more.append(" xmlns='jabber:client'");
    }
    if (element.contains("stream:") && !element.contains("xmlns:stream")) {
      more.append(" xmlns:stream='").append(STREAMS).append('\'');
    }
    return name + more + element.substring(name.length());
  }

  /** What a stream of TCP would begin with, made of what begins another. */
  static Xml.Element header(Xml.Element open) {
    return new Xml.Element(new QName(STREAMS, "stream"), open.attributes(), List.of());
  }
}

package dev.parley.testing.conversation;

import dev.parley.testing.Xml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * Compares an element with what a script expects. All must be equal, except:
 *
 * <ul>
 *   <li>`{any}`, `{number}`, `{datetime}` in values, `{any}` as a whole content, `{name=any}`;
 *   <li>`{more}` among children: those listed must be there, in any order; `{unordered}`: those
 *       listed and no others, in any order; an attribute `more=''`: other attributes may be there;
 *   <li>white space between elements, and the order of attributes;
 *   <li>the human-readable text of errors, and in a stanza of type `error` the copy of the
 *       offending stanza's content (RFC 6120 §8.3.1), unless the script spells them;
 *   <li>`to` of a stanza, if the script has none, may be the receiver itself, and `from` may be its
 *       own account (RFC 6120 §8.1.2.1);
 *   <li>the id that the receiver's own archive gave to a message (XEP-0313 §3.5), if the script has
 *       none;
 *   <li>the ids that a room gave to a message and its occupant (XEP-0359, XEP-0421), likewise;
 *   <li>`xml:lang` of a stanza, if the script has none, may be the receiver's stream's default (RFC
 *       6120 §8.1.5).
 * </ul>
 */
final class Expectation {
  private static final Set<String> STANZAS = Set.of("iq", "message", "presence");
  private static final Set<String> ERRORS =
      Set.of(
          "urn:ietf:params:xml:ns:xmpp-stanzas",
          "urn:ietf:params:xml:ns:xmpp-streams",
          "urn:ietf:params:xml:ns:xmpp-sasl");

  private final Map<String, String> captures = new HashMap<>();
  private final String receiver;
  private final String language;

  /**
   * An expectation of one client.
   *
   * @param receiver full JID, empty as long as none is bound
   * @param language default language of its stream, empty if there is none
   */
  Expectation(String receiver, String language) {
    this.receiver = receiver;
    this.language = language;
  }

  /** What `{name=any}` stood for, after a comparison without difference. */
  Map<String, String> captures() {
    return captures;
  }

  /** Where and how the element differs, null if it is as expected. */
  @Nullable String difference(Xml.Element expected, Xml.Element actual) {
    var difference = compare(expected.local(), expected, actual, true);
    if (difference != null) {
      captures.clear();
    }
    return difference;
  }

  private @Nullable String compare(
      String path, Xml.Element expected, Xml.Element actual, boolean top) {
    if (!expected.name().equals(actual.name())) {
      return path + ": the element is " + actual.name();
    }
    var stanza = top && STANZAS.contains(expected.local());
    var attributes = attributes(path, expected.attributes(), actual.attributes(), stanza);
    return attributes != null ? attributes : content(path, expected, actual, stanza);
  }

  private @Nullable String attributes(
      String path, Map<QName, String> expected, Map<QName, String> actual, boolean stanza) {
    for (var entry : expected.entrySet()) {
      var value = actual.get(entry.getKey());
      if (entry.getKey().getLocalPart().equals("more")) {
        continue;
      }
      if (value == null) {
        return path + ": attribute " + Xml.label(entry.getKey()) + " is missing";
      }
      if (!matches(entry.getValue(), value)) {
        return path + ": attribute " + Xml.label(entry.getKey()) + " is '" + value + "'";
      }
    }
    if (expected.containsKey(new QName("more"))) {
      return null;
    }
    for (var entry : actual.entrySet()) {
      if (!expected.containsKey(entry.getKey()) && !(stanza && isImplied(entry))) {
        return path
            + ": attribute "
            + Xml.label(entry.getKey())
            + "='"
            + entry.getValue()
            + "' is not expected";
      }
    }
    return null;
  }

  /** Whether an attribute may be left out because it says nothing new. */
  private boolean isImplied(Map.Entry<QName, String> attribute) {
    var name = Xml.label(attribute.getKey());
    if (name.equals("xml:lang")) {
      return attribute.getValue().equals(language);
    }
    if (!name.equals("to") && !name.equals("from")) {
      return false;
    }
    var bare = receiver.split("/", 2)[0];
    var value = attribute.getValue();
    return receiver.isEmpty()
        || value.equals(bare)
        || (name.equals("to") && value.equals(receiver));
  }

  private @Nullable String content(
      String path, Xml.Element expected, Xml.Element actual, boolean stanza) {
    var directive = expected.text().strip();
    if (directive.equals("{any}")) {
      return null;
    }
    var wanted = expected.children().toList();
    var there = new ArrayList<>(actual.children().toList());
    there.removeIf(
        child -> !mentioned(child, wanted) && (isOwnId(child) || isOfRoom(actual, child)));
    if (wanted.isEmpty() && !directive.equals("{more}")) {
      if (!there.isEmpty()) {
        return path + ": there are children";
      }
      return matches(expected.text(), actual.text())
          ? null
          : path + ": the text is '" + actual.text() + "'";
    }
    var error = stanza && "error".equals(actual.attribute("type"));
    there.removeIf(
        child -> !mentioned(child, wanted) && (isErrorText(child) || isEcho(error, child)));
    return switch (directive) {
      case "" -> inOrder(path, wanted, there, actual);
      case "{more}" -> anyOrder(path, wanted, there, true);
      case "{unordered}" -> anyOrder(path, wanted, there, false);
      default -> path + ": text beside elements is not understood in a script: " + directive;
    };
  }

  private static boolean mentioned(Xml.Element child, List<Xml.Element> wanted) {
    return wanted.stream().anyMatch(candidate -> candidate.name().equals(child.name()));
  }

  private static boolean isErrorText(Xml.Element child) {
    return child.local().equals("text") && ERRORS.contains(child.namespace());
  }

  private boolean isOwnId(Xml.Element child) {
    return child.local().equals("stanza-id")
        && child.namespace().equals("urn:xmpp:sid:0")
        && receiver.split("/", 2)[0].equals(child.attribute("by"));
  }

  private static boolean isOfRoom(Xml.Element stanza, Xml.Element child) {
    var from = stanza.attribute("from");
    return child.is("urn:xmpp:occupant-id:0", "occupant-id")
        || child.is("urn:xmpp:sid:0", "stanza-id")
            && from != null
            && from.split("/", 2)[0].equals(child.attribute("by"));
  }

  private static boolean isEcho(boolean error, Xml.Element child) {
    return error && !child.local().equals("error");
  }

  private @Nullable String inOrder(
      String path, List<Xml.Element> wanted, List<Xml.Element> there, Xml.Element actual) {
    for (int i = 0; i < Math.max(wanted.size(), there.size()); i++) {
      if (i >= there.size()) {
        return path + ": <" + wanted.get(i).local() + "/> is missing";
      }
      if (i >= wanted.size()) {
        return path + ": " + there.get(i) + " is not expected";
      }
      var difference =
          compare(path + "/" + wanted.get(i).local(), wanted.get(i), there.get(i), false);
      if (difference != null) {
        return difference;
      }
    }
    return actual.text().isBlank() ? null : path + ": there is text";
  }

  private @Nullable String anyOrder(
      String path, List<Xml.Element> wanted, List<Xml.Element> there, boolean more) {
    var left = new ArrayList<>(there);
    for (var element : wanted) {
      var fitting =
          left.stream()
              .filter(candidate -> compare(path, element, candidate, false) == null)
              .findFirst();
      if (fitting.isEmpty()) {
        return path + ": " + nearest(element, left, path);
      }
      left.remove(fitting.get());
    }
    return more || left.isEmpty() ? null : path + ": not expected: " + left;
  }

  /** What is wrong with the only candidate of that name, or that there is none that fits. */
  private String nearest(Xml.Element element, List<Xml.Element> left, String path) {
    var named = left.stream().filter(candidate -> candidate.name().equals(element.name())).toList();
    var difference = named.size() == 1 ? compare(path, element, named.get(0), false) : null;
    return Objects.requireNonNullElse(difference, element + " is missing");
  }

  private boolean matches(String expected, String actual) {
    var template = ValuePattern.of(expected);
    return template.matches(actual, captures);
  }
}

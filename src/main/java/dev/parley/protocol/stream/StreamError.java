package dev.parley.protocol.stream;

import static dev.parley.protocol.xml.Namespaces.STREAMS;
import static dev.parley.protocol.xml.Namespaces.STREAM_ERRORS;

import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a stream ends (RFC 6120 §4.9).
 *
 * @param condition what is wrong
 * @param host where to go instead, only with {@link Condition#SEE_OTHER_HOST} (§4.9.3.19)
 * @param text for people, in English
 * @param application a condition of the application (§4.9.4)
 */
public record StreamError(
    Condition condition,
    @Nullable String host,
    @Nullable String text,
    @Nullable Element application) {

  /** The conditions of RFC 6120 §4.9.3, in its order. */
  public enum Condition {
    BAD_FORMAT,
    BAD_NAMESPACE_PREFIX,
    CONFLICT,
    CONNECTION_TIMEOUT,
    HOST_GONE,
    HOST_UNKNOWN,
    IMPROPER_ADDRESSING,
    INTERNAL_SERVER_ERROR,
    INVALID_FROM,
    INVALID_NAMESPACE,
    INVALID_XML,
    NOT_AUTHORIZED,
    NOT_WELL_FORMED,
    POLICY_VIOLATION,
    REMOTE_CONNECTION_FAILED,
    RESET,
    RESOURCE_CONSTRAINT,
    RESTRICTED_XML,
    SEE_OTHER_HOST,
    SYSTEM_SHUTDOWN,
    UNDEFINED_CONDITION,
    UNSUPPORTED_ENCODING,
    UNSUPPORTED_FEATURE,
    UNSUPPORTED_STANZA_TYPE,
    UNSUPPORTED_VERSION;

    private final String elementName = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name of the condition's element. */
    public String elementName() {
      return elementName;
    }

    /** The condition of this name; one we do not know is the undefined one (§4.9.2). */
    public static Condition named(String elementName) {
      for (var condition : values()) {
        if (condition.elementName.equals(elementName)) {
          return condition;
        }
      }
      return UNDEFINED_CONDITION;
    }
  }

  /** An error with nothing but its condition. */
  public static StreamError of(Condition condition) {
    return new StreamError(condition, null, null, null);
  }

  /** An error with a text for people. */
  public static StreamError of(Condition condition, String text) {
    return new StreamError(condition, null, text, null);
  }

  /** Sends the peer to another host and port (§4.9.3.19). */
  public static StreamError seeOtherHost(String host) {
    return new StreamError(Condition.SEE_OTHER_HOST, host, null, null);
  }

  /** The same error with a condition of the application. */
  public StreamError withApplication(Element condition) {
    return new StreamError(this.condition, host, text, condition);
  }

  /** Reads a `stream:error`. */
  public static StreamError parse(Element element) {
    var condition = Condition.UNDEFINED_CONDITION;
    String host = null;
    String text = null;
    Element application = null;
    for (var child : element.elements()) {
      if (!child.namespace().equals(STREAM_ERRORS)) {
        application = child;
      } else if (child.name().equals("text")) {
        text = child.text();
      } else {
        condition = Condition.named(child.name());
        boolean hasHost = condition == Condition.SEE_OTHER_HOST && !child.text().isEmpty();
        host = hasHost ? child.text() : null;
      }
    }
    return new StreamError(condition, host, text, application);
  }

  /** The `stream:error` to send. */
  public Element toElement() {
    var error =
        Element.builder(STREAMS, "error")
            .child(
                Element.builder(STREAM_ERRORS, condition.elementName())
                    .text(host == null ? "" : host)
                    .build());
    if (text != null) {
      error.child(
          Element.builder(STREAM_ERRORS, "text")
              .attribute(Namespaces.XML, "lang", "en")
              .text(text)
              .build());
    }
    if (application != null) {
      error.child(application);
    }
    return error.build();
  }

  @Override
  public String toString() {
    return text == null ? condition.elementName() : condition.elementName() + ": " + text;
  }
}

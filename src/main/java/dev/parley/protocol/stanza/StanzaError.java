package dev.parley.protocol.stanza;

import static dev.parley.protocol.stanza.StanzaError.Type.AUTH;
import static dev.parley.protocol.stanza.StanzaError.Type.CANCEL;
import static dev.parley.protocol.stanza.StanzaError.Type.MODIFY;
import static dev.parley.protocol.stanza.StanzaError.Type.WAIT;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a stanza was not processed (RFC 6120 §8.3.2).
 *
 * @param type what the sender should do
 * @param condition what is wrong
 * @param address the new address, only with {@link Condition#GONE} and {@link Condition#REDIRECT}
 * @param text for people, in English
 * @param application a condition of the application (§8.3.4)
 * @param by who found the error, if that is not the addressee
 */
public record StanzaError(
    Type type,
    Condition condition,
    @Nullable String address,
    @Nullable String text,
    @Nullable Element application,
    @Nullable Jid by) {

  /** What the sender should do (RFC 6120 §8.3.2). */
  public enum Type {
    AUTH,
    CANCEL,
    CONTINUE,
    MODIFY,
    WAIT;

    private final String value = name().toLowerCase(Locale.ROOT);
  }

  /** The conditions of RFC 6120 §8.3.3, in its order. */
  public enum Condition {
    BAD_REQUEST(MODIFY),
    CONFLICT(CANCEL),
    FEATURE_NOT_IMPLEMENTED(CANCEL),
    FORBIDDEN(AUTH),
    GONE(CANCEL),
    INTERNAL_SERVER_ERROR(CANCEL),
    ITEM_NOT_FOUND(CANCEL),
    JID_MALFORMED(MODIFY),
    NOT_ACCEPTABLE(MODIFY),
    NOT_ALLOWED(CANCEL),
    NOT_AUTHORIZED(AUTH),
    POLICY_VIOLATION(MODIFY),
    RECIPIENT_UNAVAILABLE(WAIT),
    REDIRECT(MODIFY),
    REGISTRATION_REQUIRED(AUTH),
    REMOTE_SERVER_NOT_FOUND(CANCEL),
    REMOTE_SERVER_TIMEOUT(WAIT),
    RESOURCE_CONSTRAINT(WAIT),
    SERVICE_UNAVAILABLE(CANCEL),
    SUBSCRIPTION_REQUIRED(AUTH),
    UNDEFINED_CONDITION(CANCEL),
    UNEXPECTED_REQUEST(WAIT);

    private final String elementName = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final Type usualType;

    Condition(Type usualType) {
      this.usualType = usualType;
    }

    /** The name of the condition's element. */
    public String elementName() {
      return elementName;
    }

    /** The error type that the RFC gives with the condition. */
    public Type usualType() {
      return usualType;
    }

    /** The condition of this name; one we do not know is the undefined one. */
    public static Condition named(String elementName) {
      for (var condition : values()) {
        if (condition.elementName.equals(elementName)) {
          return condition;
        }
      }
      return UNDEFINED_CONDITION;
    }
  }

  /** An error of the condition's usual type. */
  public static StanzaError of(Condition condition) {
    return new StanzaError(condition.usualType, condition, null, null, null, null);
  }

  /** An error of the condition's usual type with a text for people. */
  public static StanzaError of(Condition condition, String text) {
    return new StanzaError(condition.usualType, condition, null, text, null, null);
  }

  /** An error of another than the condition's usual type. */
  public static StanzaError of(Type type, Condition condition) {
    return new StanzaError(type, condition, null, null, null, null);
  }

  /** The same error with a text for people. */
  public StanzaError withText(String newText) {
    return new StanzaError(type, condition, address, newText, application, by);
  }

  /** The same error with a condition of the application. */
  public StanzaError withApplication(Element newApplication) {
    return new StanzaError(type, condition, address, text, newApplication, by);
  }

  /** The same error with the address of who found it. */
  public StanzaError withBy(Jid newBy) {
    return new StanzaError(type, condition, address, text, application, newBy);
  }

  /** Reads an `error` child of a stanza. */
  public static StanzaError parse(Element element) {
    var condition = Condition.UNDEFINED_CONDITION;
    String address = null;
    String text = null;
    Element application = null;
    for (var child : element.elements()) {
      if (!child.namespace().equals(Namespaces.STANZAS)) {
        application = child;
      } else if (child.name().equals("text")) {
        text = child.text();
      } else {
        condition = Condition.named(child.name());
        address = child.text().isEmpty() ? null : child.text();
      }
    }
    return new StanzaError(
        type(element.attribute("type"), condition),
        condition,
        address,
        text,
        application,
        by(element.attribute("by")));
  }

  private static Type type(@Nullable String value, Condition condition) {
    for (var type : Type.values()) {
      if (type.value.equals(value)) {
        return type;
      }
    }
    return condition.usualType;
  }

  private static @Nullable Jid by(@Nullable String address) {
    try {
      return address == null ? null : Jid.parse(address);
    } catch (JidFormatException e) {
      return null;
    }
  }

  /** The `error` child to send. */
  public Element toElement() {
    var error =
        Element.builder(Namespaces.CLIENT, "error")
            .attribute("type", type.value)
            .attribute("by", by == null ? null : by.toString())
            .child(
                Element.builder(Namespaces.STANZAS, condition.elementName())
                    .text(address == null ? "" : address)
                    .build());
    if (text != null) {
      error.child(
          Element.builder(Namespaces.STANZAS, "text")
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

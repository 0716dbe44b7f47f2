package dev.parley.transport.s2s;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.stream.StreamError.Condition;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An element of dialback (XEP-0220 §2).
 *
 * @param isVerify true for {@code <db:verify/>} between receiving and authoritative server, false
 *     for {@code <db:result/>} between initiating and receiving server
 * @param id of the stream in question; null in a result
 * @param type what it says
 * @param key empty in answers
 * @param error condition, the name of its element (§2.5); null unless it says so
 */
record Dialback(
    boolean isVerify,
    Jid from,
    Jid to,
    @Nullable String id,
    Type type,
    String key,
    @Nullable String error) {
  private static final String FEATURE = "urn:xmpp:features:dialback";
  private static final String UNDEFINED = "undefined-condition";
  private static final int MAX_KEY = 1_024;
  private static final int MAX_ID = 1_024;

  /** What an element of dialback says. */
  enum Type {
    REQUEST(null),
    VALID("valid"),
    INVALID("invalid"),
    ERROR("error");

    private final @Nullable String value;

    Type(@Nullable String value) {
      this.value = value;
    }

    static @Nullable Type named(@Nullable String value) {
      for (Type type : values()) {
        if (Objects.equals(type.value, value)) {
          return type;
        }
      }
      return null;
    }
  }

  /** Asks the receiving server to believe that a stream is ours (§2.1.1). */
  static Dialback result(Jid from, Jid to, String key) {
    return new Dialback(false, from, to, null, Type.REQUEST, key, null);
  }

  /** Asks the authoritative server whether a stream is its own (§2.1.2). */
  static Dialback verify(Jid from, Jid to, String id, String key) {
    return new Dialback(true, from, to, id, Type.REQUEST, key, null);
  }

  /** The answer to this request. */
  Dialback answer(boolean valid) {
    return new Dialback(isVerify, to, from, id, valid ? Type.VALID : Type.INVALID, "", null);
  }

  /** The answer to this request that concerns its pair of domains only (§2.5). */
  Dialback refusal(String condition) {
    return new Dialback(isVerify, to, from, id, Type.ERROR, "", condition);
  }

  /** What a server offers that knows dialback with errors (§2.4.2). */
  static Element feature() {
    return Element.builder(FEATURE, "dialback").child(Element.of(FEATURE, "errors")).build();
  }

  /** Whether stream features offer dialback. */
  static boolean isOffered(Element features) {
    return features.child(FEATURE, "dialback") != null;
  }

  /**
   * Reads an element of the dialback namespace.
   *
   * @throws StreamException if it cannot be answered
   */
  static Dialback parse(Element element) {
    boolean isVerify = element.name().equals("verify");
    Type type = Type.named(element.attribute("type"));
    if (type == null || !(isVerify || element.name().equals("result"))) {
      throw new StreamException(Condition.BAD_FORMAT, "no element of dialback");
    }
    String id = element.attribute("id");
    if (isVerify && (id == null || id.isEmpty() || id.length() > MAX_ID)) {
      throw new StreamException(Condition.BAD_FORMAT, "a verification needs the id of a stream");
    }
    String key = type == Type.REQUEST ? element.text() : "";
    if (key.length() > MAX_KEY) {
      throw new StreamException(Condition.POLICY_VIOLATION, "no key is so long");
    }
    return new Dialback(
        isVerify,
        domain(element.attribute("from")),
        domain(element.attribute("to")),
        isVerify ? id : null,
        type,
        key,
        type == Type.ERROR ? error(element) : null);
  }

  private static Jid domain(@Nullable String text) {
    try {
      Jid jid = text == null ? null : Jid.parse(text);
      if (jid != null && jid.isDomain()) {
        return jid;
      }
    } catch (JidFormatException malformed) {
      // Answered below.
    }
    throw new StreamException(Condition.IMPROPER_ADDRESSING, "dialback is between domains");
  }

  private static String error(Element element) {
    for (Element child : element.elements()) {
      if (child.name().equals("error")) {
        Element condition = child.child(Namespaces.STANZAS);
        return condition == null ? UNDEFINED : condition.name();
      }
    }
    return UNDEFINED;
  }

  Element toElement() {
    Element.Builder element =
        Element.builder(Namespaces.DIALBACK, isVerify ? "verify" : "result")
            .attribute("from", from.toString())
            .attribute("to", to.toString())
            .attribute("id", id)
            .attribute("type", type.value);
    if (error != null) {
      element.child(
          Element.builder(Namespaces.SERVER, "error")
              .attribute("type", "cancel")
              .child(Element.of(Namespaces.STANZAS, error))
              .build());
    } else if (!key.isEmpty()) {
      element.text(key);
    }
    return element.build();
  }
}

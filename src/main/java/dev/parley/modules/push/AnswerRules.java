package dev.parley.modules.push;

import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import org.jspecify.annotations.Nullable;

/** What the answers of app servers mean (XEP-0357 §7.1). */
final class AnswerRules {
  private AnswerRules() {}

  /** What becomes of the registration. */
  enum Outcome {
    /** The app server has taken the announcement. */
    TAKEN,
    /** It cannot take any now. */
    LATER,
    /** It never will: the registration ends. */
    NEVER
  }

  /** Decides by the error of the answer; null if it is a result. */
  static Outcome outcome(@Nullable StanzaError error) {
    if (error == null) {
      return Outcome.TAKEN;
    }
    if (error.type() == StanzaError.Type.WAIT) {
      return Outcome.LATER;
    }
    return switch (error.condition()) {
      case INTERNAL_SERVER_ERROR,
          RECIPIENT_UNAVAILABLE,
          REMOTE_SERVER_NOT_FOUND,
          REMOTE_SERVER_TIMEOUT,
          RESOURCE_CONSTRAINT,
          SERVICE_UNAVAILABLE,
          UNDEFINED_CONDITION ->
          Outcome.LATER;
      default -> Outcome.NEVER;
    };
  }

  /** The error in an answer; null if it is a result. */
  static @Nullable StanzaError errorOf(Iq answer) {
    Element error = answer.child(Namespaces.CLIENT, "error");
    return answer.isError()
        ? error == null
            ? StanzaError.of(StanzaError.Condition.UNDEFINED_CONDITION)
            : StanzaError.parse(error)
        : null;
  }
}

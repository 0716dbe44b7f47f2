package dev.parley.transport.s2s;

import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stream.StreamError;

/**
 * Why another server cannot be reached.
 *
 * @param kind what that means for what waits
 * @param reason for the operator
 */
record Failure(Kind kind, String reason) {
  /** What a failure means. */
  enum Kind {
    /** There is no such server (RFC 6120 §8.3.3.16). */
    NOT_FOUND(StanzaError.Condition.REMOTE_SERVER_NOT_FOUND, true),
    /** It does not show that it is the domain's, or is not to be spoken with. */
    UNTRUSTED(StanzaError.Condition.REMOTE_SERVER_NOT_FOUND, true),
    /** It does not answer, for now (§8.3.3.17). */
    UNREACHABLE(StanzaError.Condition.REMOTE_SERVER_TIMEOUT, false),
    /** It does not want to hear from us (XEP-0220 §2.1.1). */
    REFUSED(StanzaError.Condition.REMOTE_SERVER_TIMEOUT, true),
    /** It takes us for somebody else (XEP-0220 §2.1.1). */
    INVALID(StanzaError.Condition.INTERNAL_SERVER_ERROR, true);

    private final StanzaError.Condition condition;
    private final boolean isFinal;

    Kind(StanzaError.Condition condition, boolean isFinal) {
      this.condition = condition;
      this.isFinal = isFinal;
    }
  }

  /** What a stream error says that came before anything could be sent. */
  static Failure of(StreamError error) {
    Kind kind =
        switch (error.condition()) {
          case HOST_UNKNOWN, HOST_GONE -> Kind.NOT_FOUND;
          case NOT_AUTHORIZED, POLICY_VIOLATION, INVALID_FROM, IMPROPER_ADDRESSING -> Kind.REFUSED;
          default -> Kind.UNREACHABLE;
        };
    return new Failure(kind, "stream error " + error);
  }

  /** What senders are told. */
  StanzaError error() {
    return StanzaError.of(kind.condition, text());
  }

  private String text() {
    return switch (kind) {
      case NOT_FOUND -> "No such server";
      case UNTRUSTED -> "The server cannot show that it is the domain's";
      case UNREACHABLE -> "The server does not answer";
      case REFUSED -> "The server refuses to speak with this one";
      case INVALID -> "The server takes this one for another";
    };
  }

  /** Whether what waits goes back at once, because trying again soon makes no sense. */
  boolean isFinal() {
    return kind.isFinal;
  }
}

package dev.parley.transport.s2s;

import dev.parley.transport.s2s.ToRemote.Verification;

/** What the outcome of a question to an authoritative server means (XEP-0220 §2.5). */
final class Verifications {
  private Verifications() {}

  /** Its answer. */
  static Verification of(Dialback answer) {
    return switch (answer.type()) {
      case VALID -> Verification.VALID;
      case INVALID -> Verification.INVALID;
      case ERROR, REQUEST -> Verification.NOT_FOUND;
    };
  }

  /** There was none. */
  static Verification of(Failure failure) {
    return switch (failure.kind()) {
      case NOT_FOUND -> Verification.NOT_FOUND;
      case UNREACHABLE, UNTRUSTED -> Verification.UNREACHABLE;
      case REFUSED, INVALID -> Verification.TIMEOUT;
    };
  }
}

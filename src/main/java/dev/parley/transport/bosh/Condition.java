package dev.parley.transport.bosh;

import java.util.Locale;

/** Why a session ends (XEP-0124 §17.2), and the status that says so to old clients (§17.1). */
enum Condition {
  BAD_REQUEST(400),
  IMPROPER_ADDRESSING(200),
  ITEM_NOT_FOUND(404),
  OTHER_REQUEST(200),
  POLICY_VIOLATION(403),
  REMOTE_STREAM_ERROR(200);

  private final int status;

  Condition(int status) {
    this.status = status;
  }

  /** For clients that know no conditions. */
  int status() {
    return status;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package dev.parley.crash;

import dev.parley.crash.Entry.Copy;

/**
 * A message on its way.
 *
 * @param to a bare JID
 * @param padding how many characters to add to the body
 */
record Letter(Copy copy, String to, int padding) {
  /** The next attempt. */
  Letter again() {
    return new Letter(new Copy(copy.body(), copy.attempt() + 1), to, padding);
  }

  String xml() {
    return "<message type='chat' to='"
        + to
        + "' id='"
        + copy
        + "'><body>"
        + copy.body()
        + (padding == 0 ? "" : " " + "x".repeat(padding))
        + "</body></message>";
  }
}

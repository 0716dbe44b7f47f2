package dev.parley.crash;

import dev.parley.testing.Xml;

/**
 * A message as an archive has it, or as it has come to a device.
 *
 * @param id of the archive of the account (XEP-0359); empty if the server gave none
 * @param copy what it says, and at which attempt
 * @param content all that must be the same wherever it is seen: addresses, text
 */
record Entry(String id, Copy copy, String content) {

  /** A message and the attempt of its sender. */
  record Copy(Body body, int attempt) {
    /** The inverse of {@link #toString}, which is the id of the message. */
    static Copy parse(String id) {
      int end = id.lastIndexOf('-');
      return new Copy(
          Body.parse(id.substring(0, end)).orElseThrow(), Integer.parseInt(id.substring(end + 1)));
    }

    @Override
    public String toString() {
      return body + "-" + attempt;
    }
  }

  /** The message, which bears this id in the archive. */
  static Entry of(Xml.Element message, String id) {
    return new Entry(
        id,
        Copy.parse(String.valueOf(message.attribute("id"))),
        message.attribute("from")
            + " "
            + message.attribute("to")
            + " "
            + message.child("body").map(Xml.Element::text).orElse(""));
  }

  /** The message with the id that the server of the account has put into it (XEP-0359 §3). */
  static Entry live(Xml.Element message, String account) {
    return of(
        message,
        message
            .children()
            .filter(child -> child.is("urn:xmpp:sid:0", "stanza-id"))
            .filter(id -> account.equals(id.attribute("by")))
            .findFirst()
            .map(id -> String.valueOf(id.attribute("id")))
            .orElse(""));
  }
}

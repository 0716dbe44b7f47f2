package dev.parley.core.dns;

import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * What a name server is asked.
 *
 * @param name absolute; equal to others in any case
 * @param type of the records, as in {@link org.xbill.DNS.Type}
 */
record Question(Name name, int type) {
  /**
   * A question about a name in A-labels, with or without a dot at its end.
   *
   * @throws IllegalArgumentException if DNS cannot hold such a name (RFC 1035 §2.3.4)
   */
  static Question of(String name, int type) {
    try {
      return new Question(Name.fromString(name, Name.root), type);
    } catch (TextParseException e) {
      throw new IllegalArgumentException(name + " is no name that DNS can hold", e);
    }
  }
}

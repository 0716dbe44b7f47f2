package dev.parley.core.config;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;

/**
 * A domain whose accounts live here: an entry of {@code domains}.
 *
 * @param name in the form that a {@link Jid} has: lower case, in Unicode; may be given in any other
 */
public record DomainConfig(String name) {
  /** What a server without any configuration serves. */
  public static final DomainConfig DEFAULT = new DomainConfig("localhost");

  public DomainConfig {
    name = prepared(name);
  }

  private static String prepared(String name) {
    try {
      Check.that(
          name.startsWith("[") || name.indexOf(':') < 0,
          "name",
          "must be a domain without a port, not " + name);
      var jid = Jid.parse(name);
      Check.that(jid.isDomain(), "name", "must be a domain, not " + name);
      return jid.domain();
    } catch (JidFormatException e) {
      throw new InvalidSettingException("name", "is not a domain: " + e.getMessage());
    }
  }
}

package dev.parley.testing;

/**
 * An account that exists on a server.
 *
 * @param name localpart
 * @param domain domainpart
 */
public record Account(String name, String domain, String password) {

  /** The bare JID. */
  public String jid() {
    return name + "@" + domain;
  }

  @Override
  public String toString() {
    return jid();
  }
}

package dev.parley.core.config;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A component: an entry of `components.list`. One of the three ways to its secret is given.
 *
 * @param domain in the form that a {@link Jid} has
 * @param secret itself
 * @param secretFile has the secret in its first line
 * @param secretVariable of the environment has the secret
 * @param connections what becomes of a second connection
 * @param subdomains whether the domains below are the component's as well
 * @param name for people; null for none
 * @param privileges what it may do in the name of accounts (XEP-0356)
 * @param delegations what it answers in the name of the server and of accounts (XEP-0355)
 */
public record ComponentConfig(
    String domain,
    @Nullable String secret,
    @Nullable Path secretFile,
    @Nullable String secretVariable,
    Connections connections,
    boolean subdomains,
    @Nullable String name,
    Privileges privileges,
    List<Delegation> delegations) {
  private static final String DELEGATION = "urn:xmpp:delegation:2";

  /** What becomes of a second connection for the same domain. */
  public enum Connections {
    /** It is refused while the first is there. */
    REFUSE,
    /** It takes the place of the first. */
    REPLACE,
    /** Both are used: who writes to the component always writes to the same of them. */
    BALANCE
  }

  /**
   * IQs with a payload that a component answers in place of the server (XEP-0355 §4.1).
   *
   * @param namespace of the payload
   * @param attributes that the payload must have; else the server answers itself
   */
  public record Delegation(String namespace, List<String> attributes) {
    public Delegation {
      attributes = List.copyOf(attributes);
      Check.that(!namespace.isBlank(), "namespace", "must not be empty");
      Check.that(!namespace.equals(DELEGATION), "namespace", "cannot be that of delegation itself");
    }
  }

  public ComponentConfig {
    delegations = List.copyOf(delegations);
    domain = prepared(domain);
    Check.that(
        Stream.of(secret != null, secretFile != null, secretVariable != null)
                .filter(given -> given)
                .count()
            == 1,
        "secret",
        "must be given, or else one of secretFile and secretVariable");
  }

  /** True if this is the component's domain, or one below it that it may use too. */
  public boolean owns(String other) {
    return other.equals(domain)
        || subdomains
            && other.length() > domain.length() + 1
            && other.endsWith(domain)
            && other.charAt(other.length() - domain.length() - 1) == '.';
  }

  private static String prepared(String name) {
    try {
      Jid jid = Jid.parse(name);
      Check.that(jid.isDomain(), "domain", "must be a domain, not " + name);
      return jid.domain();
    } catch (JidFormatException e) {
      throw new InvalidSettingException("domain", "is not a domain: " + e.getMessage());
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "ComponentConfig[" + domain + "]";
  }
}

package dev.parley.core.config;

import dev.parley.protocol.jid.DomainName;
import dev.parley.protocol.jid.JidFormatException;
import java.util.HashMap;
import java.util.Map;

/**
 * The `s2s.policy` block: with whom this server speaks, and what they have to show. All links are
 * encrypted, whatever the policy.
 *
 * @param others what domains have to show that {@code domains} does not name; {@link Proof#BLOCKED}
 *     makes {@code domains} the list of those who are allowed
 * @param domains rules for single domains and everything below them, the longest name first
 */
public record FederationPolicy(Proof others, Map<String, Proof> domains) {
  public static final FederationPolicy DEFAULT = new FederationPolicy(Proof.REQUIRE, Map.of());

  /** What another domain has to show before stanzas pass. */
  public enum Proof {
    /** A certificate for its name that a trusted authority has signed. */
    REQUIRE,
    /** Such a certificate, or else dialback over TLS (XEP-0220). */
    DIALBACK,
    /** Nothing is enough: no link, in neither direction. */
    BLOCKED
  }

  public FederationPolicy {
    var prepared = new HashMap<String, Proof>();
    domains.forEach((domain, proof) ->
        Check.that(
            prepared.put(prepared("domains", "which hold for all below them, ", domain), proof)
                == null,
            "domains",
            "names " + domain + " twice, perhaps in two spellings"));
    domains = Map.copyOf(prepared);
  }

  /**
   * What a domain has to show.
   *
   * @param domain in the form that a JID has
   */
  public Proof of(String domain) {
    if (domains.isEmpty()) {
      return others;
    }
    for (int from = 0; from >= 0; ) {
      var proof = domains.get(domain.substring(from));
      if (proof != null) {
        return proof;
      }
      int dot = domain.indexOf('.', from);
      from = dot < 0 ? -1 : dot + 1;
    }
    return others;
  }

  /**
   * A domain in the form that a JID has.
   *
   * @param key that it stands under
   * @param more what is said of names there, with a comma and a space at its end
   */
  static String prepared(String key, String more, String domain) {
    try {
      return DomainName.prepare(domain);
    } catch (JidFormatException e) {
      throw new InvalidSettingException(key, "takes names of domains, " + more + "not " + domain);
    }
  }
}

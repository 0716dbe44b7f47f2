package dev.parley.core.config;

import java.util.List;

/**
 * What a component may do in the name of the accounts of all domains served here (XEP-0356).
 *
 * @param roster which requests about rosters it may make
 * @param rosterPush whether it hears of changes of rosters, if it may read them
 * @param message whether it may send messages in the name of the server and of accounts
 * @param presence whose presence it hears of
 * @param iq which requests it may make in the name of accounts
 */
public record Privileges(
    Access roster, boolean rosterPush, boolean message, Presence presence, List<IqGrant> iq) {
  public static final Privileges NONE =
      new Privileges(Access.NONE, true, false, Presence.NONE, List.of());

  /** Which requests of a namespace (§4.1, §6.1). */
  public enum Access {
    NONE,
    GET,
    SET,
    BOTH;

    /** Whether gets are among them. */
    public boolean isGet() {
      return this == GET || this == BOTH;
    }

    /** Whether sets are among them. */
    public boolean isSet() {
      return this == SET || this == BOTH;
    }
  }

  /** Whose presence (§7). */
  public enum Presence {
    NONE,
    /** That of the accounts. */
    MANAGED_ENTITY
  }

  /**
   * Requests with a payload of a namespace.
   *
   * @param type which of them
   */
  public record IqGrant(String namespace, Access type) {}

  public Privileges {
    iq = List.copyOf(iq);
  }

  /** Whether it may make such requests of a namespace. */
  public boolean allowsIq(String namespace, boolean get) {
    return iq.stream()
        .anyMatch(grant ->
            grant.namespace().equals(namespace)
                && (get ? grant.type().isGet() : grant.type().isSet()));
  }

  /** Whether it hears of changes of rosters (§4.4). */
  public boolean hearsOfRosters() {
    return rosterPush && roster.isGet();
  }

  /** Whether nothing is granted. */
  public boolean isNone() {
    return roster == Access.NONE && !message && presence == Presence.NONE && iq.isEmpty();
  }
}

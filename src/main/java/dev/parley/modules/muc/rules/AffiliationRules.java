package dev.parley.modules.muc.rules;

import dev.parley.protocol.stanza.StanzaError.Condition;
import org.jspecify.annotations.Nullable;

/** Who may change whose affiliation (XEP-0045 §5.2.2, §9.1–9.5, §10.3–10.8). */
public final class AffiliationRules {
  private AffiliationRules() {}

  /**
   * A change that somebody wants.
   *
   * @param actor what the one who asks is
   * @param self true if it is their own affiliation
   * @param lastOwner true if there is no owner but the one whose affiliation it is
   */
  public record Change(
      Affiliation actor, Affiliation from, Affiliation to, boolean self, boolean lastOwner) {}

  /** Why the change may not be; null if it may. */
  public static @Nullable Condition refusal(Change change) {
    boolean bans = change.from() == Affiliation.OUTCAST || change.to() == Affiliation.OUTCAST;
    AffiliationPrivilege needed =
        bans ? AffiliationPrivilege.BAN : AffiliationPrivilege.EDIT_MEMBER_LIST;
    if (!needed.isOf(change.actor())) {
      return Condition.FORBIDDEN;
    }
    if (change.self() && change.to() == Affiliation.OUTCAST) {
      return Condition.CONFLICT;
    }
    if (!manages(change) && isOwners(change)) {
      return change.to() == Affiliation.OUTCAST ? Condition.NOT_ALLOWED : Condition.FORBIDDEN;
    }
    if (change.from() == Affiliation.OWNER
        && change.to() != Affiliation.OWNER
        && change.lastOwner()) {
      return Condition.CONFLICT;
    }
    return null;
  }

  /** True if the one who asks edits the lists of admins and owners, as far as they matter here. */
  private static boolean manages(Change change) {
    boolean owners = change.from() == Affiliation.OWNER || change.to() == Affiliation.OWNER;
    AffiliationPrivilege needed =
        owners ? AffiliationPrivilege.EDIT_OWNER_LIST : AffiliationPrivilege.EDIT_ADMIN_LIST;
    return needed.isOf(change.actor());
  }

  /** Only owners touch who is admin or owner. An admin may still give up. */
  private static boolean isOwners(Change change) {
    boolean resigns =
        change.self()
            && change.from() == Affiliation.ADMIN
            && !change.to().isAtLeast(Affiliation.ADMIN);
    return !resigns
        && change.from() != change.to()
        && (change.from().isAtLeast(Affiliation.ADMIN) || change.to().isAtLeast(Affiliation.ADMIN));
  }

  /** The status that says why somebody is removed by a change (§9.1, §9.4). */
  public static int removalStatus(Affiliation after) {
    return after == Affiliation.OUTCAST ? 301 : 321;
  }
}

package dev.parley.modules.muc.rules;

import dev.parley.protocol.stanza.StanzaError.Condition;
import org.jspecify.annotations.Nullable;

/** Which role people have, and who may change it (XEP-0045 §5.1.2, §5.1.3, §8.2–8.5, §9.6–9.8). */
public final class RoleRules {
  private RoleRules() {}

  /** Somebody in the room, as far as these rules look at them. */
  public record Standing(Affiliation affiliation, Role role) {}

  /**
   * The role of one who enters (§5.1.2).
   *
   * @return {@link Role#NONE} if they may not
   */
  public static Role onEntering(Affiliation affiliation, boolean moderated, boolean membersOnly) {
    return switch (affiliation) {
      case OUTCAST -> Role.NONE;
      case NONE -> membersOnly ? Role.NONE : moderated ? Role.VISITOR : Role.PARTICIPANT;
      case MEMBER -> Role.PARTICIPANT;
      case ADMIN, OWNER -> Role.MODERATOR;
    };
  }

  /**
   * The role of an occupant whose affiliation has changed (§5.1.3). What is gained is certain; who
   * loses a high affiliation gets the role of those who enter.
   *
   * @return {@link Role#NONE} if they have to leave
   */
  public static Role afterAffiliation(
      Standing before, Affiliation after, boolean moderated, boolean membersOnly) {
    Role entering = onEntering(after, moderated, membersOnly);
    boolean degraded =
        before.affiliation().isAtLeast(Affiliation.ADMIN) && !after.isAtLeast(Affiliation.ADMIN);
    if (entering == Role.NONE || degraded) {
      return entering;
    }
    return before.role().isAtLeast(entering) ? before.role() : entering;
  }

  /**
   * Why somebody may not change an occupant's role; null if they may.
   *
   * @param wanted {@link Role#NONE} to kick
   */
  public static @Nullable Condition refusal(Standing actor, Standing target, Role wanted) {
    if (!needed(wanted).isOf(actor.role())) {
      return Condition.FORBIDDEN;
    }
    if (wanted == target.role()) {
      return null;
    }
    if (wanted == Role.NONE) {
      return mayKick(actor, target) ? null : Condition.NOT_ALLOWED;
    }
    boolean manages = AffiliationPrivilege.ASSIGN_MODERATORS.isOf(actor.affiliation());
    if (wanted == Role.MODERATOR) {
      return manages ? null : Condition.FORBIDDEN;
    }
    boolean protectedByAffiliation = target.affiliation().isAtLeast(Affiliation.ADMIN);
    if (target.role() == Role.MODERATOR) {
      return protectedByAffiliation || !manages ? Condition.NOT_ALLOWED : null;
    }
    boolean revokesVoice = wanted == Role.VISITOR;
    return revokesVoice && (protectedByAffiliation || !isBelow(target, actor))
        ? Condition.NOT_ALLOWED
        : null;
  }

  private static RolePrivilege needed(Role wanted) {
    return switch (wanted) {
      case NONE -> RolePrivilege.KICK;
      case VISITOR -> RolePrivilege.REVOKE_VOICE;
      case PARTICIPANT, MODERATOR -> RolePrivilege.GRANT_VOICE;
    };
  }

  /** §8.2; only admins and owners kick moderators (§5.1.3). */
  private static boolean mayKick(Standing actor, Standing target) {
    boolean high = actor.affiliation().isAtLeast(Affiliation.ADMIN);
    return actor.affiliation().isAtLeast(target.affiliation())
        && (high || target.role() != Role.MODERATOR);
  }

  /**
   * §8.4 protects those at the moderator's own level. Who has no affiliation has no level, or else
   * moderators without one could moderate nobody.
   */
  private static boolean isBelow(Standing target, Standing actor) {
    return target.affiliation() == Affiliation.NONE
        || !target.affiliation().isAtLeast(actor.affiliation());
  }
}

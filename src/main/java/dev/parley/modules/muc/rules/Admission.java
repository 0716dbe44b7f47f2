package dev.parley.modules.muc.rules;

import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Somebody who wants to enter a room (XEP-0045 §7.2).
 *
 * @param affiliation with the room
 * @param password as it was sent; empty for none
 * @param nickTaken true if somebody else is there under that nickname or has reserved it
 * @param back true if another session of the same person is there under that nickname
 */
public record Admission(Affiliation affiliation, String password, boolean nickTaken, boolean back) {
  /** Further admins and owners that a full room takes in. */
  private static final int RESERVE = 20;

  /** Why somebody may not enter. */
  public record Refusal(StanzaError.Type type, Condition condition) {}

  /**
   * A room as far as it matters here.
   *
   * @param locked true until its creator has configured it
   * @param occupants how many are there
   * @param most how many may be, 0 for any number
   */
  public record Door(RoomConfig config, boolean locked, int occupants, int most) {}

  /** Decides; empty if the person may enter. The banned learn nothing but that (§7.2.7). */
  public Optional<Refusal> refusal(Door door) {
    if (!AffiliationPrivilege.ENTER_OPEN_ROOM.isOf(affiliation)) {
      return refuse(StanzaError.Type.AUTH, Condition.FORBIDDEN);
    }
    if (door.locked() && affiliation != Affiliation.OWNER) {
      return refuse(StanzaError.Type.CANCEL, Condition.ITEM_NOT_FOUND);
    }
    if (door.config().isMembersOnly()
        && !AffiliationPrivilege.ENTER_MEMBERS_ONLY_ROOM.isOf(affiliation)) {
      return refuse(StanzaError.Type.AUTH, Condition.REGISTRATION_REQUIRED);
    }
    if (!hasPassword(door.config().password())) {
      return refuse(StanzaError.Type.AUTH, Condition.NOT_AUTHORIZED);
    }
    if (nickTaken) {
      return refuse(StanzaError.Type.CANCEL, Condition.CONFLICT);
    }
    boolean privileged = affiliation.isAtLeast(Affiliation.ADMIN);
    int most = privileged ? door.most() + RESERVE : door.most();
    if (!back && door.most() > 0 && door.occupants() >= most) {
      return refuse(StanzaError.Type.WAIT, Condition.SERVICE_UNAVAILABLE);
    }
    return Optional.empty();
  }

  private static Optional<Refusal> refuse(StanzaError.Type type, Condition condition) {
    return Optional.of(new Refusal(type, condition));
  }

  /** In a time that tells nothing of the right one. */
  private boolean hasPassword(String right) {
    return right.isEmpty()
        || MessageDigest.isEqual(
            password.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }
}

package dev.parley.modules.muc.rules;

/** What people may do by their role: the rows of the table in XEP-0045 §5.1.1. */
public enum RolePrivilege {
  BE_PRESENT(Role.VISITOR),
  RECEIVE_MESSAGES(Role.VISITOR),
  RECEIVE_PRESENCE(Role.VISITOR),
  /** Who else sees somebody's presence; {@code muc#roomconfig_presencebroadcast}. */
  BROADCAST_PRESENCE(Role.VISITOR),
  CHANGE_AVAILABILITY(Role.VISITOR),
  CHANGE_NICK(Role.VISITOR),
  /** {@code muc#roomconfig_allowpm} */
  SEND_PRIVATE_MESSAGES(Role.VISITOR),
  /** {@code muc#roomconfig_allowinvites} */
  INVITE(Role.VISITOR),
  SPEAK(Role.PARTICIPANT),
  /** {@code muc#roomconfig_changesubject} */
  CHANGE_SUBJECT(Role.PARTICIPANT),
  KICK(Role.MODERATOR),
  GRANT_VOICE(Role.MODERATOR),
  REVOKE_VOICE(Role.MODERATOR);

  private final Role lowest;

  RolePrivilege(Role lowest) {
    this.lowest = lowest;
  }

  /** Whether a role has it, as far as the room does not say otherwise. */
  public boolean isOf(Role role) {
    return role.isAtLeast(lowest);
  }

  /** Whether a role has it in a room. */
  public boolean isOf(Role role, RoomConfig config) {
    return switch (this) {
      case BROADCAST_PRESENCE -> config.shows(role);
      case SEND_PRIVATE_MESSAGES -> config.privateMessages().allow(role);
      case CHANGE_SUBJECT ->
          role == Role.MODERATOR || config.is(RoomField.CHANGESUBJECT) && isOf(role);
      case BE_PRESENT,
          RECEIVE_MESSAGES,
          RECEIVE_PRESENCE,
          CHANGE_AVAILABILITY,
          CHANGE_NICK,
          INVITE,
          SPEAK,
          KICK,
          GRANT_VOICE,
          REVOKE_VOICE ->
          isOf(role);
    };
  }
}

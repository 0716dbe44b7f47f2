package dev.parley.modules.muc.rules;

import java.util.Locale;
import java.util.Optional;

/** What an occupant may do while being there (XEP-0045 §5.1); from the least to the most. */
public enum Role {
  /** Not there. */
  NONE,
  VISITOR,
  PARTICIPANT,
  MODERATOR;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** As on the wire. */
  public String wireName() {
    return wireName;
  }

  /** The role of that name; empty if there is none. */
  public static Optional<Role> named(String name) {
    for (Role role : values()) {
      if (role.wireName.equals(name)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  /** True if this is as much as {@code other} or more. */
  public boolean isAtLeast(Role other) {
    return compareTo(other) >= 0;
  }

  /** The role with which somebody enters a room (XEP-0045 §5.1.2, table 3). */
  public static Role initial(Affiliation affiliation, boolean moderated) {
    return switch (affiliation) {
      case OUTCAST -> NONE;
      case NONE -> moderated ? VISITOR : PARTICIPANT;
      case MEMBER -> PARTICIPANT;
      case ADMIN, OWNER -> MODERATOR;
    };
  }
}

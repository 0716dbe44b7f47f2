package dev.parley.modules.muc.rules;

import java.util.Locale;
import java.util.Optional;

/** What somebody is to a room, whether there or not (XEP-0045 §5.2); from the least to the most. */
public enum Affiliation {
  OUTCAST,
  NONE,
  MEMBER,
  ADMIN,
  OWNER;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** As on the wire. */
  public String wireName() {
    return wireName;
  }

  /** The affiliation of that name; empty if there is none. */
  public static Optional<Affiliation> named(String name) {
    for (Affiliation affiliation : values()) {
      if (affiliation.wireName.equals(name)) {
        return Optional.of(affiliation);
      }
    }
    return Optional.empty();
  }

  /** True if this is as much as {@code other} or more. */
  public boolean isAtLeast(Affiliation other) {
    return compareTo(other) >= 0;
  }
}

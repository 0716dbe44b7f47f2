package dev.parley.modules.pubsub;

import java.util.Locale;
import java.util.Optional;

/** What somebody may do at a node (XEP-0060 §4.1). */
enum Affiliation {
  OWNER,
  PUBLISHER,
  PUBLISH_ONLY,
  MEMBER,
  NONE,
  OUTCAST;

  private final String wireName = name().toLowerCase(Locale.ROOT).replace('_', '-');

  String wireName() {
    return wireName;
  }

  /** The one of that name; empty if there is none. */
  static Optional<Affiliation> named(String name) {
    for (Affiliation affiliation : values()) {
      if (affiliation.wireName.equals(name)) {
        return Optional.of(affiliation);
      }
    }
    return Optional.empty();
  }
}

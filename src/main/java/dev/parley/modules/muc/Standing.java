package dev.parley.modules.muc;

import dev.parley.modules.muc.rules.Affiliation;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is to a room for good.
 *
 * @param nick reserved for that person (XEP-0045 §7.10); null for none
 * @param reason given by who set it; null for none
 * @param version of the room's affiliations when it was last changed (XEP-0463)
 * @param begun that with which this person got an affiliation, after having had none
 */
record Standing(
    Affiliation affiliation,
    @Nullable String nick,
    @Nullable String reason,
    long version,
    long begun) {
  /** What everybody is who is not known. */
  static final Standing NONE = wanted(Affiliation.NONE, null, null);

  /** One that somebody is to get; which versions it has is seen when it is stored. */
  static Standing wanted(Affiliation affiliation, @Nullable String nick, @Nullable String reason) {
    return new Standing(affiliation, nick, reason, 0, 0);
  }
}

package dev.parley.modules.muc;

import dev.parley.modules.muc.rules.Affiliation;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is to a room for good.
 *
 * @param nick reserved for that person (XEP-0045 §7.10); null for none
 * @param reason given by who set it; null for none
 * @param version of the room's affiliations when it was last changed (XEP-0463)
 */
record Standing(
    Affiliation affiliation, @Nullable String nick, @Nullable String reason, long version) {
  /** What everybody is who is not known. */
  static final Standing NONE = new Standing(Affiliation.NONE, null, null, 0);
}

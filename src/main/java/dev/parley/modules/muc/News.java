package dev.parley.modules.muc;

import dev.parley.protocol.xml.Element;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What all are told of an occupant, besides how that occupant is.
 *
 * @param available false if the occupant is no longer there under that nickname
 * @param codes for all
 * @param ownCodes for the occupant alone, besides 110
 * @param nick the new nickname; null unless it changes
 * @param actor nickname of who did it; null if nobody is named
 * @param reason given by that person; null for none
 * @param step of the versions of affiliations (XEP-0463), for those who see addresses; null for
 *     none
 */
record News(
    boolean available,
    List<Integer> codes,
    List<Integer> ownCodes,
    @Nullable String nick,
    @Nullable String actor,
    @Nullable String reason,
    @Nullable Element step) {
  /** The occupant is there, and no more is to be said. */
  static final News HERE = new News(true, List.of(), List.of(), null, null, null, null);

  /** The occupant has left. */
  static final News GONE = gone();

  /** The occupant is gone for these reasons (XEP-0045 §15.6.2). */
  static News gone(Integer... codes) {
    return new News(false, List.of(codes), List.of(), null, null, null, null);
  }

  /** The occupant is there, and has to know something. */
  static News here(List<Integer> ownCodes) {
    return ownCodes.isEmpty() ? HERE : new News(true, List.of(), ownCodes, null, null, null, null);
  }

  /** The occupant is going on under another nickname (§7.6). */
  static News renamed(String nick) {
    return new News(false, List.of(Muc.NEW_NICK), List.of(), nick, null, null, null);
  }

  /** The same with who did it and why. */
  News by(@Nullable String named, @Nullable String why) {
    return new News(available, codes, ownCodes, nick, named, why, step);
  }

  /** The same as a step of versions; with null for none. */
  News as(@Nullable Element taken) {
    return Objects.equals(taken, step)
        ? this
        : new News(available, codes, ownCodes, nick, actor, reason, taken);
  }

  /** True if there is nothing but the occupant itself to tell of. */
  @SuppressWarnings("ReferenceEquality") // the one that is used for that
  boolean isPlain() {
    return this == HERE;
  }
}

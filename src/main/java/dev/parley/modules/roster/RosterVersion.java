package dev.parley.modules.roster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Versions of rosters, and what has changed since one (RFC 6121 §2.6). */
final class RosterVersion {
  private static final int RADIX = 36;

  /** Changes that are sent one by one whatever the size of the roster. */
  private static final int FEW = 20;

  private RosterVersion() {}

  /** A version as clients see it. */
  static String toText(long version) {
    return Long.toString(version, RADIX);
  }

  /** The version that a client has; -1 if it is none of ours. */
  static long parse(String text) {
    try {
      long version = Long.parseLong(text, RADIX);
      return toText(version).equals(text) ? version : -1;
    } catch (NumberFormatException foreign) {
      return -1;
    }
  }

  /**
   * The version that follows. It leads the clock, so that a version is not given out twice even if
   * the account or the database began anew in between.
   *
   * @param now in milliseconds since the epoch
   */
  static long next(long version, long now) {
    return Math.max(version + 1, now);
  }

  /**
   * What has changed since the version that a client has, in the order of the changes.
   *
   * @param known as the client sent it
   * @param version of the roster now
   * @param pruned removals up to this version are forgotten
   * @param items listed or not
   * @return empty if nothing has changed; null if the client needs the whole roster, since the
   *     version is unknown or too old, or since the many changes would take longer
   */
  static @Nullable List<RosterItem> changesSince(
      String known, long version, long pruned, Collection<RosterItem> items) {
    long since = parse(known);
    if (since == version) {
      return List.of();
    }
    if (since < pruned || since < 0 || since > version) {
      return null;
    }
    List<RosterItem> changes = new ArrayList<>();
    int listed = 0;
    for (RosterItem item : items) {
      if (item.version() > since) {
        changes.add(item);
      }
      if (item.listed()) {
        listed++;
      }
    }
    if (changes.size() > FEW + listed / 2) {
      return null;
    }
    changes.sort(Comparator.comparingLong(RosterItem::version));
    return changes;
  }
}

package dev.parley.bench;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** The names by which the command line knows what can be measured. */
final class Scenarios implements Iterable<String> {
  static final String ALL = "all";

  /** Memory of an idle connection, time to start, size of the jar. */
  static final String SIZES = "sizes";

  /** Memory of rooms and their occupants. */
  static final String ROOM_SIZES = "room-sizes";

  /** Memory of sessions whose connection is lost. */
  static final String LOST_SESSIONS = "lost-sessions";

  /** A message to another server, and memory of a pair of domains. */
  static final String FEDERATION = "federation";

  static String name(Row row) {
    return row.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public Iterator<String> iterator() {
    var names = new ArrayList<String>();
    for (var row : Row.values()) {
      names.add(name(row));
    }
    names.addAll(List.of(SIZES, ROOM_SIZES, LOST_SESSIONS, FEDERATION, ALL));
    return names.iterator();
  }
}

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

  static String name(Row row) {
    return row.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public Iterator<String> iterator() {
    var names = new ArrayList<String>();
    for (var row : Row.values()) {
      names.add(name(row));
    }
    names.addAll(List.of(SIZES, ROOM_SIZES, ALL));
    return names.iterator();
  }
}

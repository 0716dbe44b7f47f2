package dev.parley.modules.muc.rules;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The hats of a room, and who wears them (XEP-0317). Kept with its configuration. Immutable. */
public final class Hats {
  /** Hats that a room may have. */
  public static final int MOST = 50;

  private static final int MOST_WORN = 1_000;
  private static final String SEPARATOR = "\n";

  private final Map<String, Hat> hats;
  private final Map<Jid, Set<String>> wearers;

  private Hats(Map<String, Hat> hats, Map<Jid, Set<String>> wearers) {
    this.hats = hats;
    this.wearers = wearers;
  }

  /** Reads them from the values of a configuration. */
  static Hats of(List<String> stored, List<String> worn) {
    Map<String, Hat> hats = new LinkedHashMap<>();
    for (String text : stored) {
      Hat hat = Hat.parse(text);
      hats.put(hat.uri(), hat);
    }
    Map<Jid, Set<String>> wearers = new LinkedHashMap<>();
    for (String text : worn) {
      String[] parts = text.split(SEPARATOR, 2);
      if (parts.length == 2) {
        wearers.computeIfAbsent(Jid.parse(parts[0]), first -> new LinkedHashSet<>()).add(parts[1]);
      }
    }
    return new Hats(hats, wearers);
  }

  /** All there are. */
  public Collection<Hat> all() {
    return hats.values();
  }

  /** The element in somebody's presence; null if they wear none. */
  public @Nullable Element worn(Jid bare) {
    Set<String> own = wearers.get(bare);
    if (own == null) {
      return null;
    }
    Element.Builder element = Element.builder(Hat.NS, "hats");
    for (String uri : own) {
      Hat hat = hats.get(uri);
      if (hat != null) {
        element.child(hat.toElement());
      }
    }
    return element.build();
  }

  /** Who wears which, by bare JID. */
  public Map<Jid, List<Hat>> wearers() {
    Map<Jid, List<Hat>> all = new LinkedHashMap<>();
    wearers.forEach((jid, uris) ->
        all.put(jid, uris.stream().filter(hats::containsKey).map(hats::get).toList()));
    return all;
  }

  /** True if somebody wears a hat. */
  public boolean isWorn(Jid bare, String uri) {
    return wearers.getOrDefault(bare, Set.of()).contains(uri);
  }

  /**
   * What of a configuration changes with another hat, or another form of one.
   *
   * @throws StanzaException if there are too many
   */
  public Map<RoomField, List<String>> with(Hat hat) {
    Map<String, Hat> changed = new LinkedHashMap<>(hats);
    changed.put(hat.uri(), hat);
    if (changed.size() > MOST) {
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT, "the room has too many hats");
    }
    return Map.of(RoomField.HATS, texts(changed));
  }

  /** What changes without a hat; nobody wears it any more. */
  public Map<RoomField, List<String>> without(String uri) {
    Map<String, Hat> changed = new LinkedHashMap<>(hats);
    changed.remove(uri);
    List<String> left = new ArrayList<>();
    wearers.forEach((jid, own) ->
        own.stream().filter(hat -> !hat.equals(uri)).forEach(hat -> left.add(text(jid, hat))));
    return Map.of(RoomField.HATS, texts(changed), RoomField.HATWEARERS, List.copyOf(left));
  }

  /**
   * What changes when somebody puts a hat on or takes it off.
   *
   * @throws StanzaException if there are too many
   */
  public Map<RoomField, List<String>> worn(Jid bare, String uri, boolean on) {
    Set<String> changed = new LinkedHashSet<>();
    wearers.forEach((jid, own) -> own.forEach(hat -> changed.add(text(jid, hat))));
    if (on) {
      changed.add(text(bare, uri));
    } else {
      changed.remove(text(bare, uri));
    }
    if (changed.size() > MOST_WORN) {
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT, "too many hats are worn");
    }
    return Map.of(RoomField.HATWEARERS, List.copyOf(changed));
  }

  /** What changes when somebody takes off all hats; nothing if they wear none. */
  public Map<RoomField, List<String>> bare(Jid person) {
    if (!wearers.containsKey(person)) {
      return Map.of();
    }
    List<String> left = new ArrayList<>();
    wearers.forEach((jid, own) -> {
      if (!jid.equals(person)) {
        own.forEach(hat -> left.add(text(jid, hat)));
      }
    });
    return Map.of(RoomField.HATWEARERS, List.copyOf(left));
  }

  private static List<String> texts(Map<String, Hat> hats) {
    return hats.values().stream().map(Hat::toText).toList();
  }

  /** How the record of somebody who wears a hat begins. */
  public static String start(Jid jid) {
    return jid + SEPARATOR;
  }

  private static String text(Jid jid, String uri) {
    return start(jid) + uri;
  }
}

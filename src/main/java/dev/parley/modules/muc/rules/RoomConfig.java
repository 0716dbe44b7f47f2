package dev.parley.modules.muc.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The configuration of one room: values of each {@link RoomField}. Immutable. */
public final class RoomConfig {
  /** What a room has if nobody says otherwise. */
  public static final RoomConfig DEFAULT =
      new RoomConfig(
          new EnumMap<>(
              Map.ofEntries(
                  Map.entry(RoomField.PERSISTENTROOM, List.of("0")),
                  Map.entry(RoomField.PUBLICROOM, List.of("1")),
                  Map.entry(RoomField.MEMBERSONLY, List.of("0")),
                  Map.entry(RoomField.MODERATEDROOM, List.of("0")),
                  Map.entry(RoomField.PASSWORDPROTECTEDROOM, List.of("0")),
                  Map.entry(RoomField.MAXUSERS, List.of("none")),
                  Map.entry(RoomField.WHOIS, List.of("moderators")),
                  Map.entry(RoomField.CHANGESUBJECT, List.of("0")),
                  Map.entry(RoomField.ALLOWINVITES, List.of("0")),
                  Map.entry(RoomField.ALLOWPM, List.of("anyone")),
                  Map.entry(
                      RoomField.PRESENCEBROADCAST, List.of("moderator", "participant", "visitor")),
                  Map.entry(RoomField.GETMEMBERLIST, List.of("moderator", "participant")),
                  Map.entry(RoomField.ENABLELOGGING, List.of("0")),
                  Map.entry(RoomField.ENABLEARCHIVING, List.of("1")),
                  Map.entry(RoomField.MAXHISTORYFETCH, List.of("20")),
                  Map.entry(RoomField.ALLOWREGISTER, List.of("1")),
                  Map.entry(RoomField.SLOW_MODE_DURATION, List.of("0")),
                  Map.entry(RoomField.MAX_REACTIONS_PER_USER, List.of("0")),
                  Map.entry(RoomField.ENABLEHATS, List.of("1")),
                  Map.entry(RoomField.LOCKEDNICKS, List.of("0")),
                  Map.entry(RoomField.MENTIONS_COUNT, List.of("10")),
                  Map.entry(RoomField.MENTIONS_INDIVIDUAL, List.of("participants")),
                  Map.entry(RoomField.MENTIONS_CHANNEL, List.of("moderators")),
                  Map.entry(RoomField.MENTIONS_ASSOCIATIONS, List.of("participants")),
                  Map.entry(RoomField.MENTIONS_HATS, List.of("participants")))));

  /** Who may send private messages (XEP-0045 §7.5). */
  public enum PrivateMessages {
    ANYONE(Role.VISITOR),
    PARTICIPANTS(Role.PARTICIPANT),
    MODERATORS(Role.MODERATOR),
    NONE(null);

    private final @Nullable Role least;

    PrivateMessages(@Nullable Role least) {
      this.least = least;
    }

    /** True if an occupant of that role may. */
    public boolean allow(Role role) {
      return least != null && role.isAtLeast(least);
    }
  }

  private final EnumMap<RoomField, List<String>> values;
  private final PrivateMessages privateMessages;
  private final boolean nonAnonymous;
  private final Hats hats;
  private final Set<Role> shown = EnumSet.noneOf(Role.class);

  private RoomConfig(EnumMap<RoomField, List<String>> values) {
    this.values = values;
    this.hats = Hats.of(values(RoomField.HATS), values(RoomField.HATWEARERS));
    this.privateMessages =
        switch (text(RoomField.ALLOWPM)) {
          case "participants" -> PrivateMessages.PARTICIPANTS;
          case "moderators" -> PrivateMessages.MODERATORS;
          case "none" -> PrivateMessages.NONE;
          default -> PrivateMessages.ANYONE;
        };
    this.nonAnonymous = text(RoomField.WHOIS).equals("anyone");
    for (Role role : Role.values()) {
      if (values(RoomField.PRESENCEBROADCAST).contains(role.wireName())) {
        shown.add(role);
      }
    }
  }

  /** The same with other values of some fields, {@linkplain RoomField#normalized normalized}. */
  public RoomConfig with(Map<RoomField, List<String>> changed) {
    EnumMap<RoomField, List<String>> all = new EnumMap<>(values);
    all.putAll(changed);
    return new RoomConfig(all);
  }

  /** The same with other values of one field, normalized. */
  public RoomConfig with(RoomField field, String... changed) {
    return with(Map.of(field, List.of(changed)));
  }

  /** The values of a field. */
  public List<String> values(RoomField field) {
    return values.getOrDefault(field, List.of());
  }

  /** The value of a field that has one; empty text if it has none. */
  public String text(RoomField field) {
    List<String> all = values(field);
    return all.isEmpty() ? "" : all.get(0);
  }

  /** The value of a yes-or-no field. */
  public boolean is(RoomField field) {
    return text(field).equals("1");
  }

  /** The value of a field that is a number; 0 if it has none. */
  public int number(RoomField field) {
    String text = text(field);
    return text.isEmpty() || text.equals("none") ? 0 : Integer.parseInt(text);
  }

  /** True if it outlives its occupants. */
  public boolean isPersistent() {
    return is(RoomField.PERSISTENTROOM);
  }

  /** True if everybody may find it. */
  public boolean isPublic() {
    return is(RoomField.PUBLICROOM);
  }

  /** True if only members may enter. */
  public boolean isMembersOnly() {
    return is(RoomField.MEMBERSONLY);
  }

  /** True if only those with voice may speak. */
  public boolean isModerated() {
    return is(RoomField.MODERATEDROOM);
  }

  /** True if all occupants see the real addresses of all. */
  public boolean isNonAnonymous() {
    return nonAnonymous;
  }

  /** The password that is needed to enter; empty if none is. */
  public String password() {
    return is(RoomField.PASSWORDPROTECTEDROOM) ? text(RoomField.ROOMSECRET) : "";
  }

  /** How many may be there; 0 for any number. */
  public int maxUsers() {
    return number(RoomField.MAXUSERS);
  }

  /** Its hats, and who wears them (XEP-0317). */
  public Hats hats() {
    return hats;
  }

  /** Who may send private messages. */
  public PrivateMessages privateMessages() {
    return privateMessages;
  }

  /** True if others are told of occupants in that role. */
  public boolean shows(Role role) {
    return shown.contains(role);
  }

  /** What differs from a base, by field. */
  public Map<RoomField, List<String>> differences(RoomConfig base) {
    Map<RoomField, List<String>> changed = new EnumMap<>(RoomField.class);
    values.forEach((field, list) -> {
      if (!list.equals(base.values(field))) {
        changed.put(field, list);
      }
    });
    return Collections.unmodifiableMap(changed);
  }

  /** The fields whose values differ, either way. */
  public List<RoomField> changedFields(RoomConfig before) {
    List<RoomField> changed = new ArrayList<>();
    for (RoomField field : RoomField.values()) {
      if (!values(field).equals(before.values(field))) {
        changed.add(field);
      }
    }
    return List.copyOf(changed);
  }
}

package dev.parley.modules.muc;

import dev.parley.modules.muc.rules.RoomConfig;
import dev.parley.modules.muc.rules.RoomField;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The block {@code modules.muc.defaults}: what rooms have until their owners say otherwise. */
final class NewRooms {
  private static final Map<String, RoomField> FLAGS =
      Map.ofEntries(
          Map.entry("persistent", RoomField.PERSISTENTROOM),
          Map.entry("public", RoomField.PUBLICROOM),
          Map.entry("membersOnly", RoomField.MEMBERSONLY),
          Map.entry("moderated", RoomField.MODERATEDROOM),
          Map.entry("changeSubject", RoomField.CHANGESUBJECT),
          Map.entry("invitations", RoomField.ALLOWINVITES),
          Map.entry("registration", RoomField.ALLOWREGISTER),
          Map.entry("archive", RoomField.ENABLEARCHIVING),
          Map.entry("logging", RoomField.ENABLELOGGING));

  private NewRooms() {}

  /** The configuration of a new room; what the block lacks is as everywhere. */
  static RoomConfig config(JsonObject block) {
    Map<RoomField, List<String>> values = new EnumMap<>(RoomField.class);
    FLAGS.forEach((key, field) -> {
      Boolean flag = block.getBoolean(key);
      if (flag != null) {
        values.put(field, List.of(flag ? "1" : "0"));
      }
    });
    Boolean addresses = block.getBoolean("nonAnonymous");
    if (addresses != null) {
      values.put(RoomField.WHOIS, List.of(addresses ? "anyone" : "moderators"));
    }
    String whispers = block.getString("privateMessages");
    if (whispers != null) {
      values.put(RoomField.ALLOWPM, List.of(whispers));
    }
    Integer occupants = block.getInteger("occupants");
    if (occupants != null) {
      values.put(RoomField.MAXUSERS, List.of(occupants == 0 ? "none" : occupants.toString()));
    }
    Integer history = block.getInteger("history");
    if (history != null) {
      values.put(RoomField.MAXHISTORYFETCH, List.of(history.toString()));
    }
    return RoomConfig.DEFAULT.with(values);
  }
}

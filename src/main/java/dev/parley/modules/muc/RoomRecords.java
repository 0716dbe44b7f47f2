package dev.parley.modules.muc;

import dev.parley.core.storage.RoomStore.Settings;
import dev.parley.core.storage.StorageException;
import dev.parley.modules.muc.rules.Hats;
import dev.parley.modules.muc.rules.RoomConfig;
import dev.parley.modules.muc.rules.RoomField;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How rooms and what is said in them are stored. */
final class RoomRecords {
  private RoomRecords() {}

  /**
   * A configuration as it is stored.
   *
   * @param locked true for a room that does not exist officially yet: it does not outlive a restart
   */
  static Settings settings(RoomConfig config, boolean locked) {
    JsonObject json = new JsonObject();
    config
        .differences(RoomConfig.DEFAULT)
        .forEach((field, values) -> json.put(field.name(), new JsonArray(values)));
    return new Settings(
        config.isPersistent() && !locked, config.isPublic() && !locked, json.encode());
  }

  /** Reads what {@link #settings} wrote. */
  static RoomConfig config(String stored) {
    try {
      JsonObject json = new JsonObject(stored);
      Map<RoomField, List<String>> changed = new EnumMap<>(RoomField.class);
      for (RoomField field : RoomField.values()) {
        JsonArray array = json.getJsonArray(field.name());
        if (array != null) {
          List<String> values = new ArrayList<>();
          array.forEach(value -> values.add((String) value));
          field.normalized(values).ifPresent(normal -> changed.put(field, normal));
        }
      }
      return RoomConfig.DEFAULT.with(changed);
    } catch (DecodeException | ClassCastException damaged) {
      throw new StorageException(
          StorageException.Kind.BROKEN, "the configuration of a room is damaged", damaged);
    }
  }

  /** What stands in a stored configuration if somebody wears a hat; see {@link Hats}. */
  static String wearer(Jid person) {
    String json = Json.encode(Hats.start(person));
    return json.substring(0, json.length() - 1);
  }

  /** A message as it is stored. */
  static String toXml(Message message) {
    ByteSink sink = new ByteSink(512);
    message.write(sink);
    return new String(sink.toByteArray(), StandardCharsets.UTF_8);
  }

  /** Reads what {@link #toXml} wrote. */
  static Message message(String stored) {
    return (Message) Stanza.parse(XmlReader.read(stored, Namespaces.CLIENT));
  }
}

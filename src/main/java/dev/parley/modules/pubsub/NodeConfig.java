package dev.parley.modules.pubsub;

import dev.parley.core.storage.StorageException;
import dev.parley.protocol.form.DataForm;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The configuration of one node: a value for each {@link ConfigField}. Immutable. */
final class NodeConfig {
  /** When the last item is sent (XEP-0060 §16.4.4). */
  enum SendLast {
    NEVER,
    ON_SUB,
    ON_SUB_AND_PRESENCE
  }

  /** What nodes of a service with a domain of its own have if nothing else is said. */
  static final NodeConfig SERVICE =
      new NodeConfig(
          Map.ofEntries(
              Map.entry(ConfigField.TITLE, List.of()),
              Map.entry(ConfigField.DESCRIPTION, List.of()),
              Map.entry(ConfigField.TYPE, List.of()),
              Map.entry(ConfigField.LANGUAGE, List.of()),
              Map.entry(ConfigField.CONTACT, List.of()),
              Map.entry(ConfigField.NODE_TYPE, List.of("leaf")),
              Map.entry(ConfigField.ACCESS_MODEL, List.of("open")),
              Map.entry(ConfigField.ROSTER_GROUPS_ALLOWED, List.of()),
              Map.entry(ConfigField.PUBLISH_MODEL, List.of("publishers")),
              Map.entry(ConfigField.SUBSCRIBE, List.of("1")),
              Map.entry(ConfigField.PERSIST_ITEMS, List.of("1")),
              Map.entry(ConfigField.MAX_ITEMS, List.of(ConfigField.MAX)),
              Map.entry(ConfigField.ITEM_EXPIRE, List.of(ConfigField.MAX)),
              Map.entry(ConfigField.PUBLISH_NODE_FULL, List.of("retract-oldest")),
              Map.entry(ConfigField.MAX_PAYLOAD_SIZE, List.of("999999999")),
              Map.entry(ConfigField.DELIVER_NOTIFICATIONS, List.of("1")),
              Map.entry(ConfigField.DELIVER_PAYLOADS, List.of("1")),
              Map.entry(ConfigField.NOTIFY_CONFIG, List.of("0")),
              Map.entry(ConfigField.NOTIFY_DELETE, List.of("1")),
              Map.entry(ConfigField.NOTIFY_RETRACT, List.of("1")),
              Map.entry(ConfigField.NOTIFY_SUB, List.of("0")),
              Map.entry(ConfigField.SEND_LAST_PUBLISHED_ITEM, List.of("on_sub")),
              Map.entry(ConfigField.PRESENCE_BASED_DELIVERY, List.of("0")),
              Map.entry(ConfigField.NOTIFICATION_TYPE, List.of("headline")),
              Map.entry(ConfigField.ITEMREPLY, List.of("owner"))));

  /** What nodes of accounts have if nothing else is said (XEP-0163 §3, §9.1). */
  static final NodeConfig ACCOUNT =
      SERVICE
          .with(ConfigField.ACCESS_MODEL, "presence")
          .with(ConfigField.MAX_ITEMS, "1")
          .with(ConfigField.PUBLISH_NODE_FULL, "discard-oldest")
          .with(ConfigField.SEND_LAST_PUBLISHED_ITEM, "on_sub_and_presence");

  private final EnumMap<ConfigField, List<String>> values;
  private final AccessModel accessModel;
  private final PublishModel publishModel;
  private final SendLast sendLast;

  private NodeConfig(Map<ConfigField, List<String>> values) {
    this.values = new EnumMap<>(values);
    this.accessModel = choice(AccessModel.class, ConfigField.ACCESS_MODEL);
    this.publishModel = choice(PublishModel.class, ConfigField.PUBLISH_MODEL);
    this.sendLast = choice(SendLast.class, ConfigField.SEND_LAST_PUBLISHED_ITEM);
  }

  private <E extends Enum<E>> E choice(Class<E> type, ConfigField field) {
    return Enum.valueOf(type, text(field).toUpperCase(Locale.ROOT));
  }

  /** The same with other values of one field, which are normalized already. */
  NodeConfig with(ConfigField field, String... changed) {
    return with(Map.of(field, List.of(changed)));
  }

  /** The same with other values of some fields, which are normalized already. */
  NodeConfig with(Map<ConfigField, List<String>> changed) {
    EnumMap<ConfigField, List<String>> all = new EnumMap<>(values);
    all.putAll(changed);
    return new NodeConfig(all);
  }

  /** The values of a field. */
  List<String> values(ConfigField field) {
    return values.getOrDefault(field, List.of());
  }

  /** The value of a field that has one; empty text if it has none. */
  String text(ConfigField field) {
    List<String> all = values(field);
    return all.isEmpty() ? "" : all.get(0);
  }

  /** The value of a yes-or-no field. */
  boolean is(ConfigField field) {
    return text(field).equals("1");
  }

  AccessModel accessModel() {
    return accessModel;
  }

  PublishModel publishModel() {
    return publishModel;
  }

  SendLast sendLast() {
    return sendLast;
  }

  /** The value of a field that is a number, but no more than {@code most}, which is "max". */
  int number(ConfigField field, int most) {
    String text = text(field);
    return text.equals(ConfigField.MAX) ? most : Math.min(most, Integer.parseInt(text));
  }

  /** As a form to be filled in (§8.2). */
  DataForm toForm(String title) {
    List<DataForm.Field> fields = new ArrayList<>();
    for (ConfigField field : ConfigField.values()) {
      fields.add(field.toField(values(field)));
    }
    return DataForm.form(title, Pubsub.CONFIG_FORM, fields);
  }

  /** As a form that informs (§8.2.5.4). */
  DataForm toResult() {
    List<DataForm.Field> fields = new ArrayList<>();
    for (ConfigField field : ConfigField.values()) {
      fields.add(new DataForm.Field(field.wireName(), null, null, false, values(field), List.of()));
    }
    return DataForm.result(Pubsub.CONFIG_FORM, fields);
  }

  /** What differs from a base, as it is stored. */
  String toJson(NodeConfig base) {
    JsonObject json = new JsonObject();
    values.forEach((field, list) -> {
      if (!list.equals(base.values(field))) {
        json.put(field.name(), new JsonArray(list));
      }
    });
    return json.encode();
  }

  /** Reads what {@link #toJson} wrote. */
  static NodeConfig fromJson(String stored, NodeConfig base) {
    try {
      JsonObject json = new JsonObject(stored);
      Map<ConfigField, List<String>> changed = new EnumMap<>(ConfigField.class);
      for (ConfigField field : ConfigField.values()) {
        JsonArray array = json.getJsonArray(field.name());
        if (array != null) {
          List<String> list = new ArrayList<>();
          array.forEach(value -> list.add((String) value));
          field.normalized(list).ifPresent(normal -> changed.put(field, normal));
        }
      }
      return changed.isEmpty() ? base : base.with(changed);
    } catch (DecodeException | ClassCastException damaged) {
      throw new StorageException(
          StorageException.Kind.BROKEN, "the configuration of a node is damaged", damaged);
    }
  }

  /** The values of all fields; must not be changed. */
  Map<ConfigField, List<String>> all() {
    return Collections.unmodifiableMap(values);
  }
}

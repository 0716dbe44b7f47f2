package dev.parley.modules.pubsub;

import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber wants (XEP-0060 §6.3, §16.4.2).
 *
 * @param deliver false to get no notifications
 * @param shows the kinds of presence in which to get them; empty for all, available or not
 * @param expire when the subscription ends; null if it does not
 */
record SubscriptionOptions(boolean deliver, Set<String> shows, @Nullable Instant expire) {
  /** What nobody has changed. */
  static final SubscriptionOptions DEFAULT = new SubscriptionOptions(true, Set.of(), null);

  private static final List<String> SHOWS = List.of("away", "chat", "dnd", "online", "xa");
  private static final String DELIVER = "pubsub#deliver";
  private static final String SHOW_VALUES = "pubsub#show-values";
  private static final String EXPIRE = "pubsub#expire";

  SubscriptionOptions {
    shows = Set.copyOf(shows);
  }

  /** True if the subscription has ended. */
  boolean isOver(Instant now) {
    return expire != null && !now.isBefore(expire);
  }

  /**
   * This, changed as a form says.
   *
   * @throws StanzaException {@code bad-request} with {@code invalid-options}
   */
  SubscriptionOptions with(DataForm form) {
    boolean delivered = deliver;
    Set<String> wanted = shows;
    Instant end = expire;
    String type = form.formType();
    if (type != null && !type.equals(Pubsub.SUBSCRIBE_FORM)) {
      throw invalid();
    }
    for (DataForm.Field field : form.fields()) {
      String name = field.name();
      String value = field.values().isEmpty() ? "" : field.values().get(0);
      if (DELIVER.equals(name)) {
        delivered = flag(value);
      } else if (SHOW_VALUES.equals(name)) {
        if (!SHOWS.containsAll(field.values())) {
          throw invalid();
        }
        wanted = new TreeSet<>(field.values());
      } else if (EXPIRE.equals(name)) {
        end = value.isEmpty() || value.equals("presence") ? null : time(value);
      } else if (!DataForm.FORM_TYPE.equals(name)) {
        throw invalid();
      }
    }
    return new SubscriptionOptions(delivered, wanted, end);
  }

  private static boolean flag(String value) {
    return switch (value) {
      case "1", "true" -> true;
      case "0", "false" -> false;
      default -> throw invalid();
    };
  }

  private static Instant time(String value) {
    try {
      return OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeException wrong) {
      throw invalid();
    }
  }

  private static StanzaException invalid() {
    return Pubsub.error(Condition.BAD_REQUEST, "invalid-options");
  }

  DataForm toForm() {
    List<DataForm.Field> fields = new ArrayList<>();
    fields.add(
        new DataForm.Field(
            DELIVER,
            "boolean",
            "Whether to receive notifications",
            false,
            List.of(deliver ? "1" : "0"),
            List.of()));
    fields.add(
        new DataForm.Field(
            SHOW_VALUES,
            "list-multi",
            "The presence states in which to receive notifications",
            false,
            List.copyOf(new TreeSet<>(shows)),
            SHOWS));
    fields.add(
        new DataForm.Field(
            EXPIRE,
            "text-single",
            "When the subscription ends",
            false,
            expire == null ? List.of() : List.of(expire.toString()),
            List.of()));
    return DataForm.form("Subscription", Pubsub.SUBSCRIBE_FORM, fields);
  }

  String toJson() {
    JsonObject json = new JsonObject();
    if (!deliver) {
      json.put("deliver", false);
    }
    if (!shows.isEmpty()) {
      json.put("shows", new JsonArray(List.copyOf(new TreeSet<>(shows))));
    }
    if (expire != null) {
      json.put("expire", expire.toString());
    }
    return json.encode();
  }

  static SubscriptionOptions fromJson(String stored) {
    JsonObject json = new JsonObject(stored);
    Set<String> shows = new TreeSet<>();
    json.getJsonArray("shows", new JsonArray()).forEach(show -> shows.add((String) show));
    String expire = json.getString("expire");
    return new SubscriptionOptions(
        json.getBoolean("deliver", true), shows, expire == null ? null : Instant.parse(expire));
  }
}

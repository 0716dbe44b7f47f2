package dev.parley.modules.pubsub;

import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The fields of a node's configuration that this service understands (XEP-0060 §16.4.4). */
enum ConfigField {
  TITLE(Kind.TEXT, "A friendly name for the node"),
  DESCRIPTION(Kind.TEXT, "A description of the node"),
  TYPE(Kind.TEXT, "The type of data in the node, usually the namespace of the payload"),
  LANGUAGE(Kind.NAME, "The default language of the node"),
  CONTACT(Kind.JIDS, "The JIDs of those to contact with questions"),
  NODE_TYPE(Kind.CHOICE, "Whether the node is a leaf", "leaf"),
  ACCESS_MODEL(
      Kind.CHOICE,
      "Who may subscribe and retrieve items",
      "open",
      "presence",
      "roster",
      "authorize",
      "whitelist"),
  ROSTER_GROUPS_ALLOWED(Kind.NAMES, "The roster groups allowed to subscribe and retrieve items"),
  PUBLISH_MODEL(Kind.CHOICE, "Who may publish", "publishers", "subscribers", "open"),
  SUBSCRIBE(Kind.FLAG, "Whether to allow subscriptions"),
  PERSIST_ITEMS(Kind.FLAG, "Whether to persist items to storage"),
  MAX_ITEMS(Kind.NUMBER_OR_MAX, "The maximum number of items to persist"),
  ITEM_EXPIRE(Kind.NUMBER_OR_MAX, "Seconds after which to remove items"),
  PUBLISH_NODE_FULL(
      Kind.CHOICE,
      "What happens when an item is published at a full node",
      "retract-oldest",
      "discard-oldest",
      "reject"),
  MAX_PAYLOAD_SIZE(Kind.NUMBER, "The maximum size of a payload in bytes"),
  DELIVER_NOTIFICATIONS(Kind.FLAG, "Whether to deliver event notifications"),
  DELIVER_PAYLOADS(Kind.FLAG, "Whether to deliver payloads with event notifications"),
  NOTIFY_CONFIG(Kind.FLAG, "Whether to notify subscribers when the configuration changes"),
  NOTIFY_DELETE(Kind.FLAG, "Whether to notify subscribers when the node is deleted"),
  NOTIFY_RETRACT(Kind.FLAG, "Whether to notify subscribers when items are removed"),
  NOTIFY_SUB(Kind.FLAG, "Whether to notify owners about new subscribers and unsubscribes"),
  SEND_LAST_PUBLISHED_ITEM(
      Kind.CHOICE,
      "When to send the last published item",
      "never",
      "on_sub",
      "on_sub_and_presence"),
  PRESENCE_BASED_DELIVERY(Kind.FLAG, "Whether to notify available users only"),
  NOTIFICATION_TYPE(Kind.CHOICE, "The type of notifications", "headline", "normal", "chat"),
  ITEMREPLY(Kind.CHOICE, "Who should receive replies to items", "owner", "publisher");

  /** What values a field takes. */
  private enum Kind {
    TEXT("text-single"),
    /** One of a list that we do not know. */
    NAME("list-single"),
    /** Some of a list that we do not know. */
    NAMES("list-multi"),
    JIDS("jid-multi"),
    FLAG("boolean"),
    NUMBER("text-single"),
    NUMBER_OR_MAX("text-single"),
    CHOICE("list-single");

    private final String formType;

    Kind(String formType) {
      this.formType = formType;
    }
  }

  private static final int MAX_TEXT = 1_000;
  private static final int MAX_VALUES = 100;

  /** What stands for the greatest number that the service allows. */
  static final String MAX = "max";

  private final String wireName = "pubsub#" + name().toLowerCase(Locale.ROOT);
  private final Kind kind;
  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> options;

  ConfigField(Kind kind, String label, String... options) {
    this.kind = kind;
    this.label = label;
    this.options = List.of(options);
  }

  String wireName() {
    return wireName;
  }

  /** The field of that name; empty if there is none. */
  static Optional<ConfigField> named(String name) {
    for (ConfigField field : values()) {
      if (field.wireName.equals(name)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }

  /** The values in the one spelling that we store and compare; empty if they cannot be. */
  Optional<List<String>> normalized(List<String> values) {
    boolean many = kind == Kind.NAMES || kind == Kind.JIDS;
    if (!many && values.size() > 1 || values.size() > MAX_VALUES) {
      return Optional.empty();
    }
    boolean free = kind == Kind.TEXT || kind == Kind.NAME;
    if (!many && !free && (values.isEmpty() || values.get(0).isEmpty())) {
      return Optional.empty();
    }
    List<String> normalized = values.stream().map(this::one).flatMap(Optional::stream).toList();
    return normalized.size() == values.size() ? Optional.of(normalized) : Optional.empty();
  }

  private Optional<String> one(String value) {
    return switch (kind) {
      case TEXT, NAME, NAMES -> value.length() <= MAX_TEXT ? Optional.of(value) : Optional.empty();
      case FLAG ->
          switch (value) {
            case "1", "true" -> Optional.of("1");
            case "0", "false" -> Optional.of("0");
            default -> Optional.empty();
          };
      case CHOICE -> options.contains(value) ? Optional.of(value) : Optional.empty();
      case NUMBER -> number(value);
      case NUMBER_OR_MAX -> value.equals(MAX) ? Optional.of(MAX) : number(value);
      case JIDS -> jid(value);
    };
  }

  private static Optional<String> number(String value) {
    boolean digits = value.length() <= 9 && value.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits && !value.isEmpty()
        ? Optional.of(Integer.toString(Integer.parseInt(value)))
        : Optional.empty();
  }

  private static Optional<String> jid(String value) {
    try {
      return Optional.of(Jid.parse(value).toString());
    } catch (JidFormatException wrong) {
      return Optional.empty();
    }
  }

  /** The field of a form to be filled in. */
  DataForm.Field toField(List<String> values) {
    boolean open = kind == Kind.NAME || kind == Kind.NAMES;
    return new DataForm.Field(
        wireName, kind.formType, label, false, values, open ? values : options);
  }
}

package dev.parley.modules.muc.rules;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The fields of a room's configuration (XEP-0045 §15.5.3 and the documents named). */
public enum RoomField {
  ROOMNAME(Kind.TEXT, "Name of the room"),
  ROOMDESC(Kind.TEXT, "What the room is about"),
  LANG(Kind.TEXT, "Language of the room"),
  PERSISTENTROOM(Kind.FLAG, "Whether the room stays when its last occupant leaves"),
  PUBLICROOM(Kind.FLAG, "Whether everybody can find the room"),
  MEMBERSONLY(Kind.FLAG, "Whether only members may enter"),
  MODERATEDROOM(Kind.FLAG, "Whether only those with voice may speak"),
  PASSWORDPROTECTEDROOM(Kind.FLAG, "Whether a password is needed to enter"),
  ROOMSECRET(Kind.SECRET, "The password"),
  MAXUSERS(Kind.CHOICE, "How many may be in the room", "none", "10", "20", "50", "100", "1000"),
  WHOIS(Kind.CHOICE, "Who may see real addresses", "moderators", "anyone"),
  CHANGESUBJECT(Kind.FLAG, "Whether all with voice may change the subject"),
  ALLOWINVITES(Kind.FLAG, "Whether all members may invite"),
  ALLOWPM(
      Kind.CHOICE, "Who may send private messages", "anyone", "participants", "moderators", "none"),
  PRESENCEBROADCAST(Kind.CHOICES, "Whose presence is shown", "moderator", "participant", "visitor"),
  GETMEMBERLIST(
      Kind.CHOICES, "Who may see the list of members", "moderator", "participant", "visitor"),
  ENABLELOGGING(Kind.FLAG, "Whether what is said is published"),
  /** Keeps the archive of XEP-0313. */
  ENABLEARCHIVING(Kind.FLAG, "Whether what is said is archived for those who may enter"),
  MAXHISTORYFETCH(Kind.NUMBER, "How many messages are shown to those who enter"),
  PUBSUB(Kind.TEXT, "The address of a node that belongs to the room"),
  /** Of no text: §7.10 leaves it to the room. */
  ALLOWREGISTER(Kind.FLAG, "Whether people may register as members"),
  /** XEP-0500 §3, in seconds; 0 for none. */
  SLOW_MODE_DURATION(Kind.NUMBER, "Seconds between two messages of an occupant"),
  /** XEP-0444 §4, as the room tells it. */
  MAX_REACTIONS_PER_USER(Kind.NUMBER, "How many reactions to a message one may have; 0 for any"),
  /** XEP-0444 §4. */
  REACTIONS_ALLOWLIST(Kind.TEXTS, "Which reactions are allowed; none for all"),
  /** Hashes of the room's pictures (XEP-0486 §3.2), which follow from its vCard. */
  AVATARHASH(Kind.RECORDS, "Hash of the picture"),
  /** The hats of the room; see {@link Hats}. */
  HATS(Kind.RECORDS, "Hats"),
  /** Who wears which. */
  HATWEARERS(Kind.RECORDS, "Who wears hats"),
  /** XEP-0317. */
  ENABLEHATS(Kind.FLAG, "Whether hats are shown"),
  /** XEP-0045 §7.10 leaves it to the room. */
  LOCKEDNICKS(Kind.FLAG, "Whether those who have registered use the nickname of theirs only"),
  /** These have a form of their own (XEP-0513 §3.6). */
  MENTIONS_COUNT(Kind.NUMBER, "How many mentions are allowed in a message?"),
  MENTIONS_INDIVIDUAL(
      Kind.CHOICE, "Who can mention individual users?", "participants", "moderators", "none"),
  MENTIONS_CHANNEL(Kind.CHOICE, "Who can mention rooms?", "participants", "moderators", "none"),
  MENTIONS_ASSOCIATIONS(
      Kind.CHOICE, "Who can mention roles/affiliations?", "participants", "moderators", "none"),
  MENTIONS_HATS(Kind.CHOICE, "Who can mention hats?", "participants", "moderators", "none");

  /** What values a field takes. */
  public enum Kind {
    TEXT("text-single"),
    TEXTS("text-multi"),
    SECRET("text-private"),
    FLAG("boolean"),
    NUMBER("text-single"),
    CHOICE("list-single"),
    CHOICES("list-multi"),
    /** Not in forms: it follows from something else. */
    RECORDS("hidden");

    private final String formType;

    Kind(String formType) {
      this.formType = formType;
    }

    /** The type of the field in a form (XEP-0004 §3.3). */
    public String formType() {
      return formType;
    }
  }

  /** XEP-0444 §2.2 does not say how a room is told; in the notation of XEP-0068 §3.4. */
  private static final String REACTIONS = "{urn:xmpp:reactions:0:restrictions}";

  private static final String OURS = "{https://parley.dev/muc}";

  private static final int MAX_TEXT = 1_000;
  private static final int MAX_VALUES = 100;
  private static final int MAX_RECORDS = 1_000;
  private static final int MAX_DIGITS = 9;

  private final String wireName;
  private final Kind kind;
  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> options;

  RoomField(Kind kind, String label, String... options) {
    this.kind = kind;
    this.label = label;
    this.options = List.of(options);
    this.wireName = wireName(name());
  }

  private static String wireName(String constant) {
    return switch (constant) {
      case "MAXHISTORYFETCH" -> "muc#maxhistoryfetch";
      case "MAX_REACTIONS_PER_USER" -> REACTIONS + "max_reactions_per_user";
      case "REACTIONS_ALLOWLIST" -> REACTIONS + "allowlist";
      case "MENTIONS_COUNT",
          "MENTIONS_INDIVIDUAL",
          "MENTIONS_CHANNEL",
          "MENTIONS_ASSOCIATIONS",
          "MENTIONS_HATS" ->
          constant.toLowerCase(Locale.ROOT).replace('_', '#');
      case "ALLOWREGISTER", "ENABLEHATS", "LOCKEDNICKS" -> OURS + constant.toLowerCase(Locale.ROOT);
      default -> "muc#roomconfig_" + constant.toLowerCase(Locale.ROOT);
    };
  }

  /** Its {@code var}. */
  public String wireName() {
    return wireName;
  }

  /** What values it takes. */
  public Kind kind() {
    return kind;
  }

  /** For people. */
  public String label() {
    return label;
  }

  /** The values to choose from; empty if anything goes. */
  public List<String> options() {
    return options;
  }

  /** True for those of the form about mentions, which that about the room lacks. */
  public boolean isOfMentions() {
    return wireName.startsWith("mentions#");
  }

  /** The field of that name; empty if there is none. */
  public static Optional<RoomField> named(String name) {
    for (RoomField field : values()) {
      if (field.wireName.equals(name)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }

  /** The values in the one spelling that is stored and compared; empty if they cannot be. */
  public Optional<List<String>> normalized(List<String> values) {
    boolean many = kind == Kind.TEXTS || kind == Kind.CHOICES || kind == Kind.RECORDS;
    int most = kind == Kind.RECORDS ? MAX_RECORDS : MAX_VALUES;
    if (!many && values.size() > 1 || values.size() > most) {
      return Optional.empty();
    }
    boolean free = kind == Kind.TEXT || kind == Kind.SECRET;
    if (!many && !free && (values.isEmpty() || values.get(0).isEmpty())) {
      return Optional.empty();
    }
    if ((free || kind == Kind.TEXTS) && values.contains("")) {
      return normalized(values.stream().filter(value -> !value.isEmpty()).toList());
    }
    List<String> normal = values.stream().map(this::one).flatMap(Optional::stream).toList();
    return normal.size() == values.size() ? Optional.of(normal) : Optional.empty();
  }

  private Optional<String> one(String value) {
    return switch (kind) {
      case TEXT, TEXTS, SECRET, RECORDS ->
          value.length() <= MAX_TEXT ? Optional.of(value) : Optional.empty();
      case FLAG ->
          switch (value) {
            case "1", "true" -> Optional.of("1");
            case "0", "false" -> Optional.of("0");
            default -> Optional.empty();
          };
      case CHOICE -> this == MAXUSERS ? users(value) : chosen(value);
      case CHOICES -> chosen(value);
      case NUMBER -> number(value);
    };
  }

  private Optional<String> chosen(String value) {
    return options.contains(value) ? Optional.of(value) : Optional.empty();
  }

  /** Any number, and no limit also as an empty value or 0, as clients write it. */
  private static Optional<String> users(String value) {
    return value.equals("none") || value.equals("0") ? Optional.of("none") : number(value);
  }

  private static Optional<String> number(String value) {
    boolean digits =
        value.length() <= MAX_DIGITS && value.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits && !value.isEmpty()
        ? Optional.of(Integer.toString(Integer.parseInt(value)))
        : Optional.empty();
  }
}

package dev.parley.modules.muc.rules;

import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.form.DataForm.Field;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What somebody searches for among public rooms (XEP-0433 §4.2, §6.1).
 *
 * @param terms in lower case, each to be found in one of the places; none for all rooms
 * @param name true to look at names
 * @param description true to look at descriptions
 * @param address true to look at addresses
 * @param rooms false if rooms of this kind are not wanted at all
 */
public record ChannelQuery(
    List<String> terms, boolean name, boolean description, boolean address, boolean rooms) {
  /** What the form is for. */
  public static final String TYPE = "urn:xmpp:channel-search:0:search-params";

  private static final String ERRORS = "urn:xmpp:channel-search:0:error";
  private static final String BY_ADDRESS = "{urn:xmpp:channel-search:0:order}address";
  private static final String ROOMS = "xep-0045";
  private static final Pattern WHITESPACE = Pattern.compile("\\s+");
  private static final int MIN_CHARS = 2;
  private static final int MAX_TERMS = 10;

  /** Copies the list. */
  public ChannelQuery {
    terms = List.copyOf(terms);
  }

  /** The form to be filled in, with its defaults. */
  public static DataForm form() {
    return DataForm.form(
        "Search for rooms",
        TYPE,
        List.of(
            Field.asked("q", "text-single", "Search for", false),
            flag("all", "Return all entries (ignore search terms)", false),
            flag("sinname", "Search in name", true),
            flag("sindescription", "Search in description", true),
            flag("sinaddress", "Search in address", true),
            new Field(
                "types",
                "list-multi",
                "Service types",
                false,
                List.of(ROOMS),
                List.of(ROOMS),
                Map.of(ROOMS, "XEP-0045 Multi-User Chats")),
            new Field(
                "key",
                "list-single",
                "Sort results by",
                false,
                List.of(BY_ADDRESS),
                List.of(BY_ADDRESS),
                Map.of(BY_ADDRESS, "Address"))));
  }

  private static Field flag(String name, String label, boolean value) {
    return new Field(name, "boolean", label, false, List.of(value ? "1" : "0"), List.of());
  }

  /**
   * Reads a form that was filled in; what it lacks has its default.
   *
   * @throws StanzaException with the conditions of §4.2.2
   */
  public static ChannelQuery read(DataForm form) {
    if (form.type() != DataForm.Type.SUBMIT || !TYPE.equals(form.formType())) {
      throw new StanzaException(Condition.BAD_REQUEST, "FORM_TYPE is not " + TYPE);
    }
    String key = form.value("key");
    if (key != null && !key.equals(BY_ADDRESS)) {
      throw refused(
          StanzaError.of(StanzaError.Type.MODIFY, Condition.FEATURE_NOT_IMPLEMENTED),
          Element.of(ERRORS, "invalid-sort-key"));
    }
    String given = form.value("q");
    String words = given == null || given.isEmpty() ? null : given;
    boolean all = is(form, "all", false);
    if (words != null && all) {
      throw conflict("all", "q");
    }
    if (words == null && !all) {
      throw refused(
          StanzaError.of(StanzaError.Type.CANCEL, Condition.BAD_REQUEST),
          Element.of(ERRORS, "no-search-conditions"));
    }
    Field types = form.field("types");
    // The text has both names.
    boolean address = is(form, "sinaddress", true) && is(form, "sinaddr", true);
    return new ChannelQuery(
        words == null ? List.of() : terms(words),
        is(form, "sinname", true),
        is(form, "sindescription", true),
        address,
        types == null || types.values().isEmpty() || types.values().contains(ROOMS));
  }

  private static boolean is(DataForm form, String name, boolean missing) {
    String value = form.value(name);
    return value == null ? missing : value.equals("1") || value.equals("true");
  }

  private static List<String> terms(String words) {
    List<String> terms =
        WHITESPACE
            .splitAsStream(words.toLowerCase(Locale.ROOT))
            .filter(term -> term.codePointCount(0, term.length()) >= MIN_CHARS)
            .distinct()
            .toList();
    if (terms.isEmpty() || terms.size() > MAX_TERMS) {
      throw refused(
          StanzaError.of(StanzaError.Type.MODIFY, Condition.BAD_REQUEST)
              .withText("search for 1 to " + MAX_TERMS + " words of at least 2 characters"),
          Element.of(ERRORS, "invalid-search-terms"));
    }
    return terms;
  }

  private static StanzaException conflict(String one, String other) {
    Element.Builder fields = Element.builder(ERRORS, "conflicting-fields");
    for (String name : List.of(one, other)) {
      fields.child(Element.builder(ERRORS, "var").text(name).build());
    }
    return refused(
        StanzaError.of(StanzaError.Type.MODIFY, Condition.BAD_REQUEST)
            .withText("all entries are asked for, and entries with certain words"),
        fields.build());
  }

  private static StanzaException refused(StanzaError error, Element why) {
    return new StanzaException(error.withApplication(why));
  }

  /**
   * True for a room that is searched for.
   *
   * @param room its address
   */
  public boolean matches(String room, RoomConfig config) {
    String title = name ? lower(config.text(RoomField.ROOMNAME)) : "";
    String words = description ? lower(config.text(RoomField.ROOMDESC)) : "";
    String place = address ? lower(room) : "";
    return rooms
        && terms.stream()
            .allMatch(term -> title.contains(term) || words.contains(term) || place.contains(term));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}

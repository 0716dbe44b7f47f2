package dev.parley.modules.muc.rules;

import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The form in which owners configure a room (XEP-0045 §10.1.3, §10.2). */
public final class ConfigForm {
  /** What the form is for. */
  public static final String TYPE = "http://jabber.org/protocol/muc#roomconfig";

  private static final String ADMINS = "muc#roomconfig_roomadmins";
  private static final String OWNERS = "muc#roomconfig_roomowners";
  private static final String VALIDATE = "http://jabber.org/protocol/xdata-validate";
  private static final int MAX_JIDS = 500;

  private ConfigForm() {}

  /**
   * What an owner wants.
   *
   * @param admins all admins from now on; null to leave them
   * @param owners all owners from now on; null to leave them
   */
  public record Submitted(
      RoomConfig config, @Nullable Set<Jid> admins, @Nullable Set<Jid> owners) {}

  /** The form to be filled in. */
  public static Element toElement(Jid room, RoomConfig config, List<Jid> admins, List<Jid> owners) {
    List<DataForm.Field> fields = new ArrayList<>();
    for (RoomField field : RoomField.values()) {
      if (field.kind() != RoomField.Kind.RECORDS && !field.isOfMentions()) {
        fields.add(toField(field, config.values(field)));
      }
    }
    fields.add(jids(ADMINS, "All who are admins", admins));
    fields.add(jids(OWNERS, "All who are owners", owners));
    Element form = DataForm.form("Configuration of " + room.local(), TYPE, fields).toElement();
    Element.Builder checked =
        Element.builder(form.namespace(), form.name()).attribute("type", form.attribute("type"));
    form.elements().forEach(child -> checked.child(validated(child)));
    return checked.build();
  }

  private static DataForm.Field toField(RoomField field, List<String> values) {
    List<String> options = field.options();
    if (!options.isEmpty() && !options.containsAll(values)) {
      options = new ArrayList<>(values);
      options.addAll(field.options());
    }
    return new DataForm.Field(
        field.wireName(), field.kind().formType(), field.label(), false, values, options);
  }

  private static DataForm.Field jids(String name, String label, List<Jid> jids) {
    return new DataForm.Field(
        name,
        "jid-multi",
        label,
        false,
        jids.stream().map(Jid::toString).sorted().toList(),
        List.of());
  }

  /** XEP-0500 §5.1 wants to see the range of the number. */
  private static Element validated(Element field) {
    return RoomField.SLOW_MODE_DURATION.wireName().equals(field.attribute("var"))
        ? field.withChild(
            Element.builder(VALIDATE, "validate")
                .attribute("datatype", "xs:integer")
                .child(Element.builder(VALIDATE, "range").attribute("min", "0").build())
                .build())
        : field;
  }

  /**
   * Reads what an owner has filled in. Fields that it lacks stay as they are; those that we do not
   * know are ignored, as clients fill in forms of other services.
   *
   * @throws StanzaException {@code not-acceptable} if something cannot be, {@code bad-request} if
   *     it is another form
   */
  public static Submitted read(RoomConfig before, DataForm form) {
    String type = form.formType();
    if (type != null && !type.equals(TYPE)) {
      throw new StanzaException(Condition.BAD_REQUEST, "FORM_TYPE is not " + TYPE);
    }
    Map<RoomField, List<String>> changes = new EnumMap<>(RoomField.class);
    for (DataForm.Field field : form.fields()) {
      String name = field.name();
      Optional<RoomField> known = name == null ? Optional.empty() : RoomField.named(name);
      known
          .filter(option -> option.kind() != RoomField.Kind.RECORDS && !option.isOfMentions())
          .ifPresent(option -> changes.put(option, normalized(option, field.values())));
    }
    RoomConfig after = before.with(changes);
    if (after.is(RoomField.PASSWORDPROTECTEDROOM) && after.password().isEmpty()) {
      throw notAcceptable("a room with a password needs one"); // §10.1.3
    }
    Set<Jid> owners = jids(form, OWNERS);
    if (owners != null && owners.isEmpty()) {
      throw notAcceptable("a room has at least one owner"); // §10
    }
    return new Submitted(after, jids(form, ADMINS), owners);
  }

  private static List<String> normalized(RoomField field, List<String> values) {
    return field
        .normalized(values)
        .orElseThrow(() -> notAcceptable(field.wireName() + " cannot have this value"));
  }

  private static @Nullable Set<Jid> jids(DataForm form, String name) {
    DataForm.Field field = form.field(name);
    if (field == null) {
      return null;
    }
    Set<Jid> jids = new LinkedHashSet<>();
    for (String value : field.values()) {
      if (!value.isBlank()) {
        jids.add(jid(name, value.strip()));
      }
    }
    if (jids.size() > MAX_JIDS) {
      throw notAcceptable(name + " has more than " + MAX_JIDS + " addresses");
    }
    return jids;
  }

  private static Jid jid(String name, String value) {
    try {
      return Jid.parse(value).bare();
    } catch (JidFormatException wrong) {
      throw notAcceptable(name + " has something that is no address");
    }
  }

  private static StanzaException notAcceptable(String text) {
    return new StanzaException(Condition.NOT_ACCEPTABLE, text);
  }

  /**
   * The codes by which occupants are told of a change (§10.2.1).
   *
   * @return sorted; empty if nothing has changed that concerns them
   */
  public static List<Integer> announced(RoomConfig before, RoomConfig after) {
    List<Integer> codes = new ArrayList<>();
    List<RoomField> changed = after.changedFields(before);
    boolean other =
        changed.stream()
            .anyMatch(field ->
                field != RoomField.ENABLELOGGING
                    && field != RoomField.WHOIS
                    && field != RoomField.HATWEARERS);
    if (other) {
      codes.add(104);
    }
    if (changed.contains(RoomField.ENABLELOGGING)) {
      codes.add(after.is(RoomField.ENABLELOGGING) ? 170 : 171);
    }
    if (changed.contains(RoomField.WHOIS)) {
      codes.add(after.isNonAnonymous() ? 172 : 173);
    }
    return List.copyOf(codes);
  }
}

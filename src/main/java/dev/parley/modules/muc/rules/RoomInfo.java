package dev.parley.modules.muc.rules;

import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.form.DataForm.Field;
import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What service discovery tells of a room (XEP-0045 §6.4).
 *
 * @param subject empty for none
 * @param occupants how many are there
 * @param activity messages an hour (XEP-0502); negative if it is not known
 */
public record RoomInfo(RoomConfig config, String subject, int occupants, double activity) {
  private static final String TYPE = "http://jabber.org/protocol/muc#roominfo";
  private static final String RESTRICTIONS = "urn:xmpp:reactions:0:restrictions";

  /** Features of all rooms. */
  private static final List<String> ALWAYS =
      List.of(
          "http://jabber.org/protocol/commands",
          "http://jabber.org/protocol/disco#info",
          "http://jabber.org/protocol/disco#items",
          "http://jabber.org/protocol/muc",
          "http://jabber.org/protocol/muc#register",
          "http://jabber.org/protocol/muc#request",
          "http://jabber.org/protocol/muc#roomconfig",
          "http://jabber.org/protocol/muc#roominfo",
          "http://jabber.org/protocol/muc#self-ping-optimization",
          "http://jabber.org/protocol/muc#stable_id",
          "jabber:iq:register",
          MentionRules.NS,
          MentionRules.NS + "#associations",
          MentionRules.NS + "#channel",
          "urn:xmpp:muc:affiliations:1",
          "urn:xmpp:occupant-id:0",
          "urn:xmpp:ping",
          "vcard-temp");

  /** Of those that have an archive (XEP-0313, XEP-0431, XEP-0359, XEP-0424, XEP-0425). */
  private static final List<String> ARCHIVED =
      List.of(
          "urn:xmpp:mam:2",
          "urn:xmpp:mam:2#extended",
          "urn:xmpp:fulltext:0",
          "urn:xmpp:sid:0",
          "urn:xmpp:message-retract:1",
          "urn:xmpp:message-retract:1#tombstone",
          "urn:xmpp:message-moderate:0",
          "urn:xmpp:message-moderate:1");

  /** What the room can do and how it is (§15.3), sorted. */
  public List<String> features() {
    List<String> features = new ArrayList<>(ALWAYS);
    features.add(config.isMembersOnly() ? "muc_membersonly" : "muc_open");
    features.add(config.isModerated() ? "muc_moderated" : "muc_unmoderated");
    features.add(config.isNonAnonymous() ? "muc_nonanonymous" : "muc_semianonymous");
    features.add(config.password().isEmpty() ? "muc_unsecured" : "muc_passwordprotected");
    features.add(config.isPersistent() ? "muc_persistent" : "muc_temporary");
    features.add(config.isPublic() ? "muc_public" : "muc_hidden");
    if (config.is(RoomField.ENABLEHATS)) {
      features.add(Hat.NS);
      features.add(MentionRules.NS + "#hats");
    }
    if (config.is(RoomField.ENABLEARCHIVING)) {
      features.addAll(ARCHIVED);
    }
    return features.stream().sorted().toList();
  }

  /** Extension forms (XEP-0128). */
  public List<Element> forms() {
    List<Element> forms = new ArrayList<>();
    forms.add(DataForm.result(TYPE, fields()).toElement());
    List<Field> reactions = restrictions();
    if (!reactions.isEmpty()) {
      forms.add(DataForm.result(RESTRICTIONS, reactions).toElement());
    }
    return forms;
  }

  private List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    fields.add(text("muc#roominfo_description", config.text(RoomField.ROOMDESC)));
    fields.add(text("muc#roominfo_subject", subject));
    fields.add(flag("muc#roominfo_subjectmod", config.is(RoomField.CHANGESUBJECT)));
    fields.add(text("muc#roominfo_occupants", Integer.toString(occupants)));
    fields.add(text("muc#roominfo_lang", config.text(RoomField.LANG)));
    fields.add(text(RoomField.PUBSUB.wireName(), config.text(RoomField.PUBSUB)));
    fields.add(text("muc#roominfo_slow_mode_duration", config.text(RoomField.SLOW_MODE_DURATION)));
    fields.add(text("muc#maxhistoryfetch", config.text(RoomField.MAXHISTORYFETCH)));
    fields.add(flag("muc#roomconfig_changesubject", config.is(RoomField.CHANGESUBJECT)));
    fields.add(flag("muc#roomconfig_allowinvites", config.is(RoomField.ALLOWINVITES)));
    fields.add(text("muc#roomconfig_allowpm", config.text(RoomField.ALLOWPM)));
    fields.add(text("muc#roomconfig_roomname", config.text(RoomField.ROOMNAME)));
    fields.add(
        Field.typed("muc#roominfo_avatarhash", "text-multi", config.values(RoomField.AVATARHASH)));
    if (config.is(RoomField.ENABLEHATS) && !config.hats().all().isEmpty()) {
      fields.add(text("hats#hash", Integer.toHexString(config.values(RoomField.HATS).hashCode())));
    }
    MentionForm.fields(config)
        .forEach(field ->
            fields.add(
                Field.typed(field.wireName(), field.kind().formType(), config.values(field))));
    if (tellsActivity()) {
      String rate = String.format(Locale.ROOT, "%.2f", activity);
      fields.add(text("{urn:xmpp:muc-activity}message-activity", rate));
    }
    fields.removeIf(field -> field.values().isEmpty());
    return fields;
  }

  /** XEP-0502 §3.1 and §8: only of rooms that everybody may find and enter. */
  private boolean tellsActivity() {
    return activity >= 0
        && config.isPersistent()
        && config.isPublic()
        && !config.isMembersOnly()
        && config.password().isEmpty();
  }

  /** XEP-0444 §2.2 */
  private List<Field> restrictions() {
    List<Field> fields = new ArrayList<>();
    int most = config.number(RoomField.MAX_REACTIONS_PER_USER);
    if (most > 0) {
      fields.add(Field.of("max_reactions_per_user", Integer.toString(most)));
    }
    List<String> allowed = config.values(RoomField.REACTIONS_ALLOWLIST);
    if (!allowed.isEmpty()) {
      fields.add(Field.of("allowlist", allowed.toArray(String[]::new)));
    }
    return fields;
  }

  private static Field text(String name, String value) {
    return Field.typed(name, "text-single", value.isEmpty() ? List.of() : List.of(value));
  }

  private static Field flag(String name, boolean value) {
    return Field.typed(name, "boolean", List.of(value ? "1" : "0"));
  }
}

package dev.parley.modules.muc.rules;

import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.form.DataForm.Field;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The form in which owners say who may mention whom (XEP-0513 §3.6). */
public final class MentionForm {
  private static final Map<String, String> LABELS =
      Map.of("participants", "Participants", "moderators", "Moderators only", "none", "Nobody");

  private MentionForm() {}

  /** The fields that a room has; that of hats only where there are hats. */
  public static List<RoomField> fields(RoomConfig config) {
    List<RoomField> fields = new ArrayList<>();
    for (RoomField field : RoomField.values()) {
      boolean there = field != RoomField.MENTIONS_HATS || config.is(RoomField.ENABLEHATS);
      if (field.isOfMentions() && there) {
        fields.add(field);
      }
    }
    return fields;
  }

  /** The form to be filled in. */
  public static DataForm toFillIn(RoomConfig config) {
    List<Field> fields = new ArrayList<>();
    for (RoomField field : fields(config)) {
      fields.add(
          new Field(
              field.wireName(),
              field.kind().formType(),
              field.label(),
              true,
              config.values(field),
              field.options(),
              field.options().isEmpty() ? Map.of() : LABELS));
    }
    return DataForm.form("Permissions for mentions", MentionRules.NS, fields);
  }

  /** What has changed, for all who are there. */
  public static DataForm changed(RoomConfig before, RoomConfig after) {
    List<Field> fields = new ArrayList<>();
    for (RoomField field : after.changedFields(before)) {
      if (field.isOfMentions()) {
        fields.add(Field.typed(field.wireName(), field.kind().formType(), after.values(field)));
      }
    }
    return DataForm.result(MentionRules.NS, fields);
  }

  /**
   * Reads what an owner has filled in; fields that it lacks stay as they are.
   *
   * @throws StanzaException {@code not-acceptable} for a value that cannot be, {@code bad-request}
   *     for another form
   */
  public static RoomConfig read(RoomConfig before, DataForm form) {
    if (form.type() != DataForm.Type.SUBMIT || !MentionRules.NS.equals(form.formType())) {
      throw new StanzaException(Condition.BAD_REQUEST, "FORM_TYPE is not " + MentionRules.NS);
    }
    Map<RoomField, List<String>> changes = new EnumMap<>(RoomField.class);
    for (RoomField field : fields(before)) {
      Field filled = form.field(field.wireName());
      if (filled != null) {
        changes.put(
            field,
            field
                .normalized(filled.values())
                .orElseThrow(() ->
                    new StanzaException(
                        Condition.NOT_ACCEPTABLE, field.wireName() + " cannot have this value")));
      }
    }
    return before.with(changes);
  }
}

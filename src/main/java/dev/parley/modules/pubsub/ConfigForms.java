package dev.parley.modules.pubsub;

import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the forms in which clients configure nodes (XEP-0060 §8.1.3, §8.2, §7.1.5). */
final class ConfigForms {
  private ConfigForms() {}

  /** The form within an element; null if there is none, or it is cancelled. */
  static @Nullable DataForm within(Element parent) {
    Element x = parent.child(DataForm.NAMESPACE, "x");
    DataForm form = x == null ? null : DataForm.parse(x);
    return form == null || form.type() == DataForm.Type.CANCEL ? null : form;
  }

  /**
   * A configuration changed as a form says. Fields that we do not know are ignored, as forms of
   * other services have them.
   *
   * @throws StanzaException {@code not-acceptable} for a value that cannot be
   */
  static NodeConfig configured(NodeConfig before, DataForm form, PubsubSettings settings) {
    return configured(before, changes(form, Pubsub.CONFIG_FORM, false), settings);
  }

  /** The configuration of a node that is made by publishing with options (§7.1.5). */
  static NodeConfig withOptions(NodeConfig defaults, DataForm form, PubsubSettings settings) {
    return configured(defaults, changes(form, Pubsub.OPTIONS_FORM, true), settings);
  }

  private static NodeConfig configured(
      NodeConfig before, Map<ConfigField, List<String>> changes, PubsubSettings settings) {
    NodeConfig after = before.with(changes);
    int items = after.number(ConfigField.MAX_ITEMS, Integer.MAX_VALUE);
    boolean most = after.text(ConfigField.MAX_ITEMS).equals(ConfigField.MAX);
    if (!most && (items < 1 || items > settings.itemsPerNode())) {
      throw new StanzaException(
          Condition.NOT_ACCEPTABLE, "max_items is from 1 to " + settings.itemsPerNode());
    }
    return after;
  }

  /** What publishing with options requires of a node (§7.1.5). */
  static void checkPreconditions(NodeConfig config, DataForm form, PubsubSettings settings) {
    changes(form, Pubsub.OPTIONS_FORM, true)
        .forEach((field, values) -> {
          if (!isMet(config, field, values, settings)) {
            throw unmet();
          }
        });
  }

  private static boolean isMet(
      NodeConfig config, ConfigField field, List<String> values, PubsubSettings settings) {
    if (field == ConfigField.MAX_ITEMS && !values.isEmpty()) {
      int wanted = config.with(field, values.get(0)).number(field, settings.itemsPerNode());
      return wanted == config.number(field, settings.itemsPerNode());
    }
    return values.equals(config.values(field));
  }

  private static StanzaException unmet() {
    return Pubsub.error(Condition.CONFLICT, "precondition-not-met");
  }

  private static Map<ConfigField, List<String>> changes(
      DataForm form, String formType, boolean strict) {
    String type = form.formType();
    if (type != null && !type.equals(formType)) {
      throw new StanzaException(Condition.BAD_REQUEST, "FORM_TYPE is not " + formType);
    }
    Map<ConfigField, List<String>> changes = new EnumMap<>(ConfigField.class);
    for (DataForm.Field field : form.fields()) {
      String name = field.name();
      if (name == null || name.equals(DataForm.FORM_TYPE)) {
        continue;
      }
      Optional<ConfigField> known = ConfigField.named(name);
      if (known.isPresent()) {
        changes.put(known.get(), normalized(known.get(), field.values()));
      } else if (strict) {
        throw unmet();
      }
    }
    return changes;
  }

  private static List<String> normalized(ConfigField field, List<String> values) {
    return field
        .normalized(values)
        .orElseThrow(() ->
            field == ConfigField.ACCESS_MODEL
                ? Pubsub.error(Condition.NOT_ACCEPTABLE, "unsupported-access-model")
                : new StanzaException(
                    Condition.NOT_ACCEPTABLE, field.wireName() + " cannot have this value"));
  }
}

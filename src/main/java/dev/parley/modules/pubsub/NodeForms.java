package dev.parley.modules.pubsub;

import dev.parley.protocol.form.DataForm;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How the configuration of accounts' nodes is written for other servers (XEP-0227 §4.10.1). */
public final class NodeForms {
  private static final List<String> NOBODY_ELSE = List.of("whitelist");

  private NodeForms() {}

  /** The form of a configuration as it is stored. */
  public static DataForm of(String stored) {
    return NodeConfig.fromJson(stored, NodeConfig.ACCOUNT).toResult();
  }

  /**
   * What is stored for a form of another server. What is not understood is as by default, but for
   * the access model: then nobody else gets at the node.
   *
   * @param form null if there is none
   * @param unknown hears of each field that is not taken over
   */
  public static String toStored(String node, @Nullable DataForm form, Consumer<String> unknown) {
    Map<ConfigField, List<String>> changes = new EnumMap<>(ConfigField.class);
    for (DataForm.Field field : form == null ? List.<DataForm.Field>of() : form.fields()) {
      String name = field.name();
      if (name != null && !name.equals(DataForm.FORM_TYPE)) {
        Optional<ConfigField> known = ConfigField.named(name);
        Optional<List<String>> values = known.flatMap(one -> one.normalized(field.values()));
        if (known.isPresent() && values.isPresent()) {
          changes.put(known.get(), values.get());
        } else if (!field.values().isEmpty()) {
          unknown.accept(name);
        }
      }
    }
    changes.putIfAbsent(ConfigField.ACCESS_MODEL, NOBODY_ELSE);
    NodeConfig config = NodeDefaults.of(true, node).with(changes);
    return (NodeDefaults.allows(true, node, config)
            ? config
            : config.with(Map.of(ConfigField.ACCESS_MODEL, NOBODY_ELSE)))
        .toJson(NodeConfig.ACCOUNT);
  }

  /** True if somebody can have this affiliation with a node. */
  public static boolean isAffiliation(String name) {
    return Affiliation.named(name).isPresent();
  }
}

package dev.parley.modules.pubsub;

import java.util.List;
import java.util.Map;

/**
 * What nodes of accounts begin with, by their names: as the specifications of their contents want
 * them, so that clients need not configure anything.
 */
final class NodeDefaults {
  private static final Map<ConfigField, List<String>> PRIVATE =
      Map.of(
          ConfigField.ACCESS_MODEL, List.of("whitelist"),
          ConfigField.MAX_ITEMS, List.of(ConfigField.MAX),
          ConfigField.SEND_LAST_PUBLISHED_ITEM, List.of("never"));
  private static final Map<ConfigField, List<String>> PUBLIC =
      Map.of(ConfigField.ACCESS_MODEL, List.of("open"));
  private static final Map<ConfigField, List<String>> PUBLIC_LIST =
      Map.of(
          ConfigField.ACCESS_MODEL, List.of("open"),
          ConfigField.MAX_ITEMS, List.of(ConfigField.MAX));

  /** XEP-0402 §4, XEP-0490 §6, XEP-0223 §3: of these nobody else may know. */
  private static final Map<String, Map<ConfigField, List<String>>> FORCED =
      Map.of(
          "urn:xmpp:bookmarks:1", PRIVATE,
          "urn:xmpp:mds:displayed:0", PRIVATE,
          "storage:bookmarks", Map.of(ConfigField.ACCESS_MODEL, List.of("whitelist")));

  /** XEP-0384 §5.3: keys are for everybody; bundles of all devices are items of one node. */
  private static final Map<String, Map<ConfigField, List<String>>> KNOWN =
      Map.of(
          "urn:xmpp:omemo:2:devices", PUBLIC,
          "urn:xmpp:omemo:2:bundles", PUBLIC_LIST,
          "urn:xmpp:omemo:1:devices", PUBLIC,
          "urn:xmpp:omemo:1:bundles", PUBLIC_LIST);

  private static final String AXOLOTL = "eu.siacs.conversations.axolotl.";

  private NodeDefaults() {}

  /** The configuration that a node of this name gets if nothing is said. */
  static NodeConfig of(boolean account, String node) {
    if (!account) {
      return NodeConfig.SERVICE;
    }
    Map<ConfigField, List<String>> special = FORCED.get(node);
    if (special == null) {
      special = node.startsWith(AXOLOTL) ? PUBLIC : KNOWN.getOrDefault(node, Map.of());
    }
    return special.isEmpty() ? NodeConfig.ACCOUNT : NodeConfig.ACCOUNT.with(special);
  }

  /** True for nodes of a service that its domain alone makes: people go by the name (XEP-0485). */
  static boolean isDomains(String node) {
    return node.equals("serverinfo");
  }

  /** True if a node of this name may have this configuration. */
  static boolean allows(boolean account, String node, NodeConfig config) {
    Map<ConfigField, List<String>> forced = FORCED.get(node);
    return !account || forced == null || config.accessModel() == AccessModel.WHITELIST;
  }
}

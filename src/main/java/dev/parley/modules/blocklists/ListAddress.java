package dev.parley.modules.blocklists;

import dev.parley.core.config.InvalidSettingException;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;

/**
 * Where a list is published.
 *
 * @param service of publish-subscribe (XEP-0060), bare
 * @param node of that service
 */
record ListAddress(Jid service, String node) {
  /** The node that servers have agreed on. */
  static final String NODE = "muc_bans_sha256";

  /**
   * Reads a setting: the service, and, behind a slash, the node if it is another than usual.
   *
   * @throws InvalidSettingException if it is none
   */
  static ListAddress parse(String text) {
    try {
      Jid jid = Jid.parse(text);
      String node = jid.resource();
      return new ListAddress(jid.bare(), node == null ? NODE : node);
    } catch (JidFormatException wrong) {
      throw new InvalidSettingException(
          "modules.blocklists.lists",
          "takes addresses such as xmppbl.org or pubsub.example.org/" + NODE + ", not " + text);
    }
  }

  /** Its name in the store. */
  String name() {
    return service + "/" + node;
  }
}

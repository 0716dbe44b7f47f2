package dev.parley.modules.disco;

import dev.parley.core.module.Scope;
import dev.parley.protocol.jid.Jid;

/** What single clients are not told, since they would stumble over it. */
final class Withheld {
  private static final String SERVER_ASSIST = "urn:xmpp:mds:server-assist:0";

  private Withheld() {}

  /**
   * True if the asker had better not hear of a feature. All of it goes on working for those who use
   * it without asking.
   */
  static boolean from(Jid asker, Scope scope, String feature) {
    // Workaround: Gajim 2.1.1, which shows an error instead of marking a chat as read where the
    // server publishes it for clients (XEP-0490 §4.5), since 2025. It publishes by itself now.
    return scope == Scope.OWN_ACCOUNT
        && feature.equals(SERVER_ASSIST)
        && asker.resource() != null
        && asker.resource().startsWith("gajim.");
  }
}

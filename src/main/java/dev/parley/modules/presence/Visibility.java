package dev.parley.modules.presence;

import dev.parley.core.home.LiveAccount;
import dev.parley.protocol.jid.Jid;

/**
 * Lets a feature hide an account from somebody, and show it again (XEP-0191 §3.3, §3.4). Published
 * to each home; used on its context, for accounts that are loaded. Who may not see the account
 * anyway gets nothing.
 */
public interface Visibility {
  /**
   * Sends unavailable presence of each session that {@code peer} sees. Called when the screen
   * blocks the peer already.
   *
   * @param peer full, bare, a domain, or a domain with a resource (XEP-0191 §3.5)
   */
  void hide(LiveAccount account, Jid peer);

  /**
   * Sends the current presence of each available session. Called when the screen blocks no more.
   */
  void show(LiveAccount account, Jid peer);
}

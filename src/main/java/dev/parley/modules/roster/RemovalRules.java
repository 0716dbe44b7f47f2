package dev.parley.modules.roster;

import dev.parley.protocol.stanza.Presence;
import java.util.ArrayList;
import java.util.List;

/** What a contact is told when it is removed from the roster (RFC 6121 §2.5.2). */
final class RemovalRules {
  private RemovalRules() {}

  /**
   * The types of presence to send, in their order. Pending requests end too: the account's own is
   * withdrawn, the contact's denied.
   */
  static List<Presence.Type> farewells(SubscriptionState state) {
    List<Presence.Type> types = new ArrayList<>(2);
    if (state.to() || state.pendingOut()) {
      types.add(Presence.Type.UNSUBSCRIBE);
    }
    if (state.from() || state.pendingIn()) {
      types.add(Presence.Type.UNSUBSCRIBED);
    }
    return types;
  }
}

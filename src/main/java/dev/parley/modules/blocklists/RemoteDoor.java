package dev.parley.modules.blocklists;

import dev.parley.core.home.Domains;
import dev.parley.core.module.Listed;
import dev.parley.core.module.RemoteHooks;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import org.jspecify.annotations.Nullable;

/**
 * Keeps people of other servers who are listed out of rooms and other services, and refuses their
 * requests for subscriptions. In rooms they may be already they are not heard any more.
 */
final class RemoteDoor implements RemoteHooks.Step {
  private final Listed listed;
  private final Domains domains;

  RemoteDoor(Listed listed, Domains domains) {
    this.listed = listed;
    this.domains = domains;
  }

  @Override
  public @Nullable StanzaError refuse(Stanza stanza) {
    Jid from = stanza.from();
    Jid to = stanza.to();
    if (from == null || to == null || !listed.isActive() || !concerns(stanza, to)) {
      return null;
    }
    return listed.has(from)
        ? StanzaError.of(StanzaError.Type.AUTH, Condition.FORBIDDEN).withText("on a block list")
        : null;
  }

  private boolean concerns(Stanza stanza, Jid to) {
    boolean account = domains.isLocal(to.domain());
    if (stanza instanceof Presence presence) {
      return account
          ? presence.type() == Presence.Type.SUBSCRIBE
          : presence.type() == Presence.Type.AVAILABLE;
    }
    return !account && stanza instanceof Message message && !message.isError();
  }
}

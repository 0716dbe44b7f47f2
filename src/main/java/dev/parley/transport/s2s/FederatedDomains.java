package dev.parley.transport.s2s;

import dev.parley.core.bus.Bus;
import dev.parley.core.bus.Origin;
import dev.parley.core.home.RemoteDomains;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Stanza;
import org.jspecify.annotations.Nullable;

/** The last way out: every domain may have a server somewhere. */
public final class FederatedDomains implements RemoteDomains {
  private final Bus bus;

  /** Sends to the lines that are deployed on this bus. */
  public FederatedDomains(Bus bus) {
    this.bus = bus;
  }

  @Override
  public boolean send(Stanza stanza, @Nullable Origin origin) {
    Jid from = stanza.from();
    Jid to = stanza.to();
    if (from == null || to == null) {
      throw new IllegalArgumentException("a stanza to another server has no addresses");
    }
    DomainPair pair = new DomainPair(from.domain(), to.domain());
    bus.send(ToRemote.address(pair.remote()), new ToRemote.Send(pair, stanza, origin));
    return true;
  }
}

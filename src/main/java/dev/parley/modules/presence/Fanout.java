package dev.parley.modules.presence;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Bus;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToPresence;
import dev.parley.core.home.Router;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Presence;
import java.util.List;

/** Sends one thing to many contacts: within this server once a shard, to others one by one. */
final class Fanout {
  private final Bus bus;
  private final Router router;

  Fanout(Bus bus, Router router) {
    this.bus = bus;
    this.router = router;
  }

  /**
   * Sends presence to contacts.
   *
   * @param presence stamped, without addressee
   * @param contacts bare; those of one domain, and there of one shard, together; immutable
   */
  void notify(Presence presence, List<Jid> contacts) {
    int size = contacts.size();
    for (int i = 0; i < size; ) {
      Jid first = contacts.get(i);
      if (router.domains().isLocal(first.domain())) {
        int end = endOfRun(contacts, i);
        bus.send(
            Addresses.presence(Shard.of(first)),
            new ToPresence.Notice(presence, contacts.subList(i, end)));
        i = end;
      } else {
        router.route(presence.withTo(first));
        i++;
      }
    }
  }

  /**
   * Asks contacts for their presence (RFC 6121 §4.3.1).
   *
   * @param prober the full JID of the session that is to know
   */
  void probe(Jid prober, List<Jid> contacts) {
    int size = contacts.size();
    for (int i = 0; i < size; ) {
      Jid first = contacts.get(i);
      if (router.domains().isLocal(first.domain())) {
        int end = endOfRun(contacts, i);
        bus.send(
            Addresses.presence(Shard.of(first)),
            new ToPresence.Probes(prober, contacts.subList(i, end)));
        i = end;
      } else {
        router.route(Presence.of(Presence.Type.PROBE, first).withFrom(prober));
        i++;
      }
    }
  }

  private static int endOfRun(List<Jid> contacts, int begin) {
    Jid first = contacts.get(begin);
    int shard = Shard.of(first);
    int end = begin + 1;
    while (end < contacts.size()
        && Shard.of(contacts.get(end)) == shard
        && contacts.get(end).domain().equals(first.domain())) {
      end++;
    }
    return end;
  }
}

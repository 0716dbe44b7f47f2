package dev.parley.modules.muc;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.ToMessage;
import dev.parley.core.home.Home;
import dev.parley.core.home.Router;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Stanza;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Says things to occupants: to those of this server once a shard, to others one by one. What one
 * session is told keeps its order.
 *
 * <p>Work is sliced: of what is said to many servers, or of long lists, a part is done in each turn
 * of the event loop, so that other rooms need not wait.
 */
final class Speaker {
  /** Stanzas in one piece on the bus, and to other servers in one turn. */
  private static final int SLICE = 100;

  private final Home home;
  private final Router router;
  private final ArrayDeque<Stanza> leaving = new ArrayDeque<>();

  Speaker(Home home, Router router) {
    this.home = home;
    this.router = router;
  }

  /** Tells all the same. */
  void say(Audience audience, Stanza stanza) {
    List<Audience.Group> local = audience.local();
    if (!local.isEmpty()) {
      List<Stanza> words = List.of(stanza);
      for (int i = 0; i < local.size(); i++) {
        Audience.Group group = local.get(i);
        router
            .bus()
            .send(
                Addresses.message(group.shard()), new ToMessage.FromRoom(words, group.sessions()));
      }
    }
    List<Jid> remote = audience.remote();
    for (int i = 0; i < remote.size(); i++) {
      leave(stanza.withTo(remote.get(i)));
    }
  }

  /** Tells a few sessions the same. */
  void say(Collection<Jid> sessions, Stanza stanza) {
    say(Audience.of(sessions, router.domains()), stanza);
  }

  /** Tells one session many things. */
  void say(Jid session, List<? extends Stanza> stanzas) {
    Audience audience = Audience.of(List.of(session), router.domains());
    for (Audience.Group group : audience.local()) {
      for (int begin = 0; begin < stanzas.size(); begin += SLICE) {
        int end = Math.min(stanzas.size(), begin + SLICE);
        router
            .bus()
            .send(
                Addresses.message(group.shard()),
                new ToMessage.FromRoom(
                    new ArrayList<>(stanzas.subList(begin, end)), group.sessions()));
      }
    }
    for (Jid remote : audience.remote()) {
      stanzas.forEach(stanza -> leave(stanza.withTo(remote)));
    }
  }

  private void leave(Stanza stanza) {
    leaving.add(stanza);
    if (leaving.size() == 1) {
      home.context().runOnContext(later -> drain());
    }
  }

  private void drain() {
    for (int i = 0; i < SLICE && !leaving.isEmpty(); i++) {
      router.route(leaving.peek());
      leaving.remove();
    }
    if (!leaving.isEmpty()) {
      home.context().runOnContext(later -> drain());
    }
  }
}

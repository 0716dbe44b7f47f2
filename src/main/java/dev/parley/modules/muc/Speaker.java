package dev.parley.modules.muc;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Origin;
import dev.parley.core.bus.ToMessage;
import dev.parley.core.home.Home;
import dev.parley.core.home.Router;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
  private final ArrayDeque<Runnable> leaving = new ArrayDeque<>();

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

  /** Sends one stanza, whoever it is for, behind what its recipient was told before. */
  void send(Stanza stanza) {
    inTurn(stanza.to(), () -> router.route(stanza));
  }

  /** The same, for the message of somebody who waits for an acknowledgement. */
  void send(Message message, @Nullable Origin origin) {
    inTurn(message.to(), () -> router.route(message, origin));
  }

  /** Answers with an error, behind what its recipient was told before. */
  void refuse(Stanza stanza, StanzaError error) {
    inTurn(stanza.from(), () -> router.refuse(stanza, error));
  }

  private void inTurn(@Nullable Jid to, Runnable sending) {
    if (leaving.isEmpty() || to == null || router.domains().isLocal(to.domain())) {
      sending.run();
    } else {
      leaving.add(sending);
    }
  }

  private void leave(Stanza stanza) {
    leaving.add(() -> router.route(stanza));
    if (leaving.size() == 1) {
      home.context().runOnContext(later -> drain());
    }
  }

  private void drain() {
    for (int i = 0; i < SLICE && !leaving.isEmpty(); i++) {
      leaving.element().run();
      leaving.remove();
    }
    if (!leaving.isEmpty()) {
      home.context().runOnContext(later -> drain());
    }
  }
}

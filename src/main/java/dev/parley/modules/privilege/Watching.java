package dev.parley.modules.privilege;

import dev.parley.core.bus.Incoming;
import dev.parley.core.bus.ToPrivilege;
import dev.parley.core.bus.ToSession;
import dev.parley.core.config.ComponentConfig;
import dev.parley.core.config.Privileges;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.RosterWatch;
import dev.parley.core.home.Router;
import dev.parley.core.home.Session;
import dev.parley.core.home.SessionListener;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.xml.Element;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Tells components of the presence and rosters of the accounts of one home (§4.4, §7). */
final class Watching implements SessionListener, RosterWatch {
  private final Router router;
  private final List<Jid> ofPresence;
  private final List<Jid> ofRosters;

  /** Sessions that components know to be there, and what was told of them. */
  private final Map<Jid, Presence> told = new LinkedHashMap<>();

  private long pushes;

  Watching(Router router) {
    this.router = router;
    this.ofPresence =
        router.domains().components().stream()
            .filter(one -> one.privileges().presence() != Privileges.Presence.NONE)
            .map(Watching::address)
            .toList();
    this.ofRosters =
        router.domains().components().stream()
            .filter(one -> one.privileges().hearsOfRosters())
            .map(Watching::address)
            .toList();
  }

  static Watching of(Home home) {
    return Objects.requireNonNull(home.neighbour(Watching.class));
  }

  static Jid address(ComponentConfig component) {
    return Jid.of(null, component.domain(), null);
  }

  /** §7.1: the first presence of a session, and its last. */
  @Override
  public void presence(LiveAccount account, Session session, boolean initial) {
    if (ofPresence.isEmpty()) {
      return;
    }
    Presence presence = session.presence();
    if (presence == null || !session.isAvailable()) {
      gone(session);
    } else if (initial) {
      Presence sent = presence.withFrom(session.full());
      told.put(session.full(), sent);
      ofPresence.forEach(component -> router.route(sent.withTo(component)));
    }
  }

  @Override
  public void ended(LiveAccount account, Session session, List<ToSession.Delivery> leftovers) {
    gone(session);
  }

  private void gone(Session session) {
    if (told.remove(session.full()) != null) {
      Presence last = session.farewell();
      Presence sent =
          (last == null ? Presence.of(Presence.Type.UNAVAILABLE, null) : last)
              .withFrom(session.full());
      ofPresence.forEach(component -> router.route(sent.withTo(component)));
    }
  }

  /** §8: who connects late hears of those who are there already. */
  void greet(Incoming<ToPrivilege> incoming) {
    Jid component = incoming.body().component();
    told.values().forEach(presence -> router.route(presence.withTo(component)));
  }

  /** §4.4. */
  @Override
  public void changed(Jid owner, Element query) {
    for (Jid component : ofRosters) {
      router.route(Iq.set(component, "push-" + ++pushes, query).withFrom(owner));
    }
  }
}

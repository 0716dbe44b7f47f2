package dev.parley.modules.extdisco;

import dev.parley.core.bus.ToSession;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Session;
import dev.parley.core.home.SessionListener;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.xml.Element;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one home that have asked for services, and are told when these change (XEP-0215
 * §3.2). Used on the home's context.
 */
final class Watchers implements SessionListener {
  private final Home home;
  private final Supplier<Catalogue> configured;
  private final InstantSource clock;
  private Catalogue catalogue;

  /** By full JID: the type that was asked for last, empty for all. */
  private final Map<Jid, Optional<String>> types = new HashMap<>();

  /**
   * Nobody yet.
   *
   * @param configured the catalogue of the configuration as it is at the time of asking
   */
  Watchers(Home home, Supplier<Catalogue> configured, InstantSource clock) {
    this.home = home;
    this.configured = configured;
    this.clock = clock;
    this.catalogue = configured.get();
  }

  /** Those of a home. */
  static Watchers of(Home home) {
    Watchers watchers = home.neighbour(Watchers.class);
    if (watchers == null) {
      throw new IllegalStateException("the module is not installed in home " + home.shard());
    }
    return watchers;
  }

  /** What is offered now. */
  Catalogue catalogue() {
    return catalogue;
  }

  void watch(Jid asker, @Nullable String type) {
    LiveAccount account = home.peek(asker.bare());
    if (account != null && account.session(asker) != null) {
      types.put(asker, Optional.ofNullable(type));
    }
  }

  @Override
  public void ended(LiveAccount account, Session session, List<ToSession.Delivery> leftovers) {
    types.remove(session.full());
  }

  /** Pushes what is different in the configuration; what a client makes of it is its business. */
  void reloaded() {
    Catalogue before = catalogue;
    catalogue = configured.get();
    Instant now = clock.instant();
    types.forEach((full, type) -> {
      LiveAccount account = home.peek(full.bare());
      Session session = account == null ? null : account.session(full);
      List<Element> changes = catalogue.changes(before, type.orElse(null), full.bare(), now);
      if (session != null && !changes.isEmpty()) {
        push(session, type.orElse(null), changes);
      }
    });
  }

  private void push(Session session, @Nullable String type, List<Element> changes) {
    Element.Builder list = Element.builder(Catalogue.NS, "services").attribute("type", type);
    changes.forEach(list::child);
    Jid domain = Jid.of(null, session.full().domain(), null);
    Iq push = Iq.set(session.full(), "services", list.build());
    home.questions().ask(session, push.withFrom(domain));
  }
}

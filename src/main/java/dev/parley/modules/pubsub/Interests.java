package dev.parley.modules.pubsub;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToPubsub;
import dev.parley.core.bus.ToSession;
import dev.parley.core.home.AccountTask;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Session;
import dev.parley.core.home.SessionListener;
import dev.parley.core.storage.PubsubStore;
import dev.parley.modules.caps.Capabilities;
import dev.parley.modules.roster.Roster;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Presence;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the sessions of one home want to hear of, as their capabilities say (XEP-0163 §4.2): gives
 * them events, and asks for the last items when they come (§4.3.4).
 */
final class Interests implements SessionListener, Capabilities.Listener {
  /** What follows the name of a node in the features of a client. */
  static final String NOTIFY = "+notify";

  private static final int MAX_NODES = 100;
  private static final int MAX_SUBSCRIPTIONS = 500;

  private final Home home;
  private final PubsubStore store;

  /** Nodes whose last items each available session has been sent. */
  private final Map<Jid, Set<String>> known = new HashMap<>();

  Interests(Home home, PubsubStore store) {
    this.home = home;
    this.store = store;
  }

  /** Gives an event to accounts of this home. */
  void deliver(ToPubsub.Event event) {
    List<Jid> accounts = event.accounts();
    for (int i = 0; i < accounts.size(); i++) {
      deliver(event.message(), event.feature(), accounts.get(i));
    }
  }

  /** Gives an event to those sessions of an account of this home that want it. */
  void deliver(Message message, String feature, Jid bare) {
    whenPresent(bare, account -> deliver(message, feature, account));
  }

  private void deliver(Message message, String feature, LiveAccount account) {
    Capabilities capabilities = home.neighbour(Capabilities.class);
    Jid from = message.from();
    if (capabilities == null || from == null || home.screen().blocks(account.jid(), from)) {
      return;
    }
    List<Session> sessions = account.sessions();
    for (int i = 0; i < sessions.size(); i++) {
      Session session = sessions.get(i);
      if (session.isAvailable() && capabilities.features(session.full()).contains(feature)) {
        session.deliver(new ToSession.Delivery(message.withTo(session.full())));
      }
    }
  }

  /** Gives an event to a subscriber only while available (XEP-0060 §12.1, §16.4.2). */
  void deliver(ToPubsub.WhileAvailable event) {
    Jid to = event.message().to();
    Jid from = event.message().from();
    if (to == null || from == null) {
      return;
    }
    whenPresent(
        to.bare(),
        account -> {
          for (Session session : account.sessions()) {
            boolean addressed = to.isBare() ? session.priority() >= 0 : session.full().equals(to);
            if (addressed
                && isShown(session, event.shows())
                && !home.screen().blocks(account.jid(), from)) {
              session.deliver(new ToSession.Delivery(event.message()));
            }
          }
        });
  }

  private static boolean isShown(Session session, Set<String> shows) {
    Presence presence = session.presence();
    if (presence == null || shows.isEmpty()) {
      return presence != null;
    }
    Presence.Show show = presence.show();
    return shows.contains(show == null ? "online" : show.name().toLowerCase(Locale.ROOT));
  }

  private void whenPresent(Jid bare, Consumer<LiveAccount> task) {
    LiveAccount ready = home.ready(bare);
    if (ready != null) {
      task.accept(ready);
    } else if (home.peek(bare) != null) {
      home.with(
          bare,
          new AccountTask() {
            @Override
            public void run(LiveAccount account) {
              task.accept(account);
            }

            @Override
            public void failed(Throwable cause) {
              // Who cannot be loaded has no session.
            }
          });
    }
  }

  @Override
  public void presence(LiveAccount account, Session session, boolean initial) {
    if (!session.isAvailable()) {
      known.remove(session.full());
    } else if (initial) {
      Capabilities capabilities = home.neighbour(Capabilities.class);
      if (capabilities != null) {
        learned(account, session, capabilities.features(session.full()));
      }
      askForSubscriptions(account, session);
    }
  }

  @Override
  public void ended(LiveAccount account, Session session, List<ToSession.Delivery> leftovers) {
    known.remove(session.full());
  }

  @Override
  public void learned(LiveAccount account, Session session, Set<String> features) {
    if (!session.isAvailable() || features.isEmpty()) {
      return;
    }
    Set<String> before = known.getOrDefault(session.full(), Set.of());
    Set<String> wanted = new HashSet<>();
    for (String feature : features) {
      if (feature.endsWith(NOTIFY) && wanted.size() < MAX_NODES) {
        wanted.add(feature.substring(0, feature.length() - NOTIFY.length()));
      }
    }
    known.put(session.full(), Set.copyOf(wanted));
    wanted.removeAll(before);
    if (!wanted.isEmpty()) {
      ask(account, session, Set.copyOf(wanted));
    }
  }

  private void ask(LiveAccount account, Session session, Set<String> nodes) {
    ask(session, nodes, List.of(account.jid()));
    Roster roster = home.neighbour(Roster.class);
    List<Jid> contacts = roster == null ? List.of() : roster.subscriptions(account.jid());
    int begin = 0;
    while (begin < contacts.size()) {
      int shard = Shard.of(contacts.get(begin));
      int end = begin + 1;
      while (end < contacts.size() && Shard.of(contacts.get(end)) == shard) {
        end++;
      }
      ask(session, nodes, contacts.subList(begin, end));
      begin = end;
    }
  }

  private void ask(Session session, Set<String> nodes, List<Jid> accounts) {
    home.bus()
        .send(
            Addresses.pubsub(Shard.of(accounts.get(0))),
            new ToPubsub.Interest(session.full(), nodes, accounts));
  }

  /** A contact lets the account see its presence: now its last items are due as well. */
  void granted(Jid bare, Jid contact) {
    LiveAccount account = home.peek(bare);
    if (account != null) {
      for (Session session : account.sessions()) {
        Set<String> nodes = known.getOrDefault(session.full(), Set.of());
        if (!nodes.isEmpty()) {
          ask(session, nodes, List.of(contact));
        }
      }
    }
  }

  /** Who comes after having been away gets the last items of what the account subscribed to. */
  private void askForSubscriptions(LiveAccount account, Session session) {
    for (Session other : account.sessions()) {
      if (other != session && other.isAvailable()) {
        return;
      }
    }
    store
        .subscribed(account.jid(), MAX_SUBSCRIPTIONS)
        .onSuccess(nodes ->
            nodes.forEach(node ->
                home.bus()
                    .send(
                        Addresses.pubsub(Shard.of(node.service())),
                        new ToPubsub.Arrival(node.service(), node.node(), account.jid()))));
  }
}

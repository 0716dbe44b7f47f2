package dev.parley.modules.roster;

import dev.parley.core.bus.ToSession;
import dev.parley.core.home.AccountState;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.RosterWatch;
import dev.parley.core.home.Session;
import dev.parley.core.home.SessionListener;
import dev.parley.core.storage.RosterStore;
import dev.parley.core.storage.StorageException;
import dev.parley.core.storage.StoredRoster;
import dev.parley.modules.roster.AccountRoster.Interested;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rosters of one home's live accounts. A change is seen by nobody before it is committed;
 * whoever makes one holds the account's lane until then, so that changes keep their order.
 */
final class Rosters implements Roster, AccountState, SessionListener {
  /** Removals remembered of one account; beyond, the older half is forgotten. */
  private static final int MAX_REMOVALS = 200;

  private final Home home;
  private final RosterStore store;
  private final InstantSource clock;
  private final Map<Jid, AccountRoster> rosters = new HashMap<>();
  private long pushes;

  Rosters(Home home, RosterStore store, InstantSource clock) {
    this.home = home;
    this.store = store;
    this.clock = clock;
  }

  /** As {@link RosterStore#approvers}. */
  Future<List<Jid>> approvers(Jid contact, @Nullable Jid after, int limit) {
    return store.approvers(contact, after, limit);
  }

  @Override
  public Future<?> load(Jid account) {
    return store.load(account).onSuccess(stored -> rosters.put(account, new AccountRoster(stored)));
  }

  @Override
  public void drop(Jid account) {
    rosters.remove(account);
  }

  @Override
  public void ended(LiveAccount account, Session session, List<ToSession.Delivery> leftovers) {
    of(account.jid()).lose(session);
  }

  @Override
  public SubscriptionState state(Jid account, Jid contact) {
    return of(account).state(contact.bare());
  }

  @Override
  public boolean lists(Jid account, Jid contact) {
    return of(account).item(contact.bare()).listed();
  }

  @Override
  public List<String> groups(Jid account, Jid contact) {
    return of(account).item(contact.bare()).groups();
  }

  @Override
  public List<Jid> subscribers(Jid account) {
    return of(account).subscribers();
  }

  @Override
  public List<Jid> subscriptions(Jid account) {
    return of(account).subscriptions();
  }

  /** The roster of a loaded account. */
  AccountRoster of(Jid account) {
    AccountRoster roster = rosters.get(account);
    return roster == null ? new AccountRoster(new StoredRoster(0, 0, List.of())) : roster;
  }

  /**
   * Commits a change of one contact, as the next version if clients see it. With the first version
   * of all, older ones are declared unknown: they are of an earlier account of that name.
   *
   * @return the item as it is from now on; fails if nothing has changed
   */
  Future<RosterItem> commit(LiveAccount account, RosterItem item, boolean seen) {
    Jid owner = account.jid();
    AccountRoster roster = of(owner);
    long version = seen ? RosterVersion.next(roster.version(), clock.millis()) : item.version();
    RosterItem next = item.at(version);
    boolean first = roster.version() == 0 && seen;
    return write(owner, next)
        .compose(committed ->
            first
                ? store.pruneTombstones(owner, version - 1).otherwiseEmpty()
                : Future.succeededFuture())
        .map(committed -> {
          roster.apply(next);
          if (first) {
            roster.prune(version - 1);
          }
          return next;
        })
        .recover(Rosters::explain)
        .onSuccess(committed -> prune(owner, roster));
  }

  private Future<Void> write(Jid owner, RosterItem item) {
    return item.isGone()
        ? store.remove(owner, item.contact(), item.version())
        : store.put(owner, item.stored());
  }

  /** An account that is in no database (XEP-0175) has no roster. */
  private static Future<RosterItem> explain(Throwable cause) {
    boolean temporary =
        cause instanceof StorageException failure
            && failure.kind() == StorageException.Kind.NO_ACCOUNT;
    return Future.failedFuture(temporary ? new StanzaException(Condition.NOT_ALLOWED) : cause);
  }

  private void prune(Jid owner, AccountRoster roster) {
    if (roster.removals() > MAX_REMOVALS) {
      long upTo =
          roster.items().stream()
              .filter(RosterItem::isGone)
              .mapToLong(RosterItem::version)
              .sorted()
              .skip(MAX_REMOVALS / 2)
              .findFirst()
              .orElse(roster.pruned());
      roster.prune(upTo);
      store.pruneTombstones(owner, upTo);
    }
  }

  /** Tells the interested sessions of a change (RFC 6121 §2.1.6). */
  void push(LiveAccount account, RosterItem item) {
    AccountRoster roster = of(account.jid());
    RosterWatch watch = home.neighbour(RosterWatch.class);
    if (watch == null && roster.interested().isEmpty()) {
      return;
    }
    Element plain = RosterQuery.toElement(null, List.of(item));
    if (watch != null) {
      watch.changed(account.jid(), plain);
    }
    Element versioned =
        RosterQuery.toElement(RosterVersion.toText(roster.version()), List.of(item));
    for (Interested one : roster.interested()) {
      push(one.session(), one.versioned() ? versioned : plain);
    }
  }

  /** Sends one roster push; its answer goes to nobody. */
  void push(Session session, Element query) {
    String id = "roster-" + Long.toString(++pushes, 36);
    deliver(session, Iq.set(session.full(), id, query));
  }

  void deliver(Session session, Stanza stanza) {
    session.deliver(new ToSession.Delivery(stanza));
  }
}

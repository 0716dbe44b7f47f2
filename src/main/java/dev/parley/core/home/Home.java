package dev.parley.core.home;

import dev.parley.core.bus.Bus;
import dev.parley.core.bus.Ticket;
import dev.parley.core.bus.ToAccounts;
import dev.parley.core.bus.ToSession;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Stanza;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One shard of this node: the live state of its accounts, single-threaded on one context. All
 * methods but {@link #context} and {@link #shard} are for that context only.
 */
public final class Home {
  /** Marks a message that is for nobody but the session that asked: it goes with the session. */
  private static final Ticket ANSWER = new Ticket() {};

  private final int shard;
  private final Context context;
  private final Bus bus;
  private final LiveAccounts accounts;
  private final Map<Class<?>, Object> neighbours = new HashMap<>();
  private final List<DomainMessages> domainMessages = new ArrayList<>();
  private final Sessions sessions;
  private final Questions questions = new Questions(this);
  private final AccountNews news = new AccountNews(this);
  private final RowIds rowIds = new RowIds(InstantSource.system());
  private Screen screen = Screen.OPEN;
  private @Nullable Archive archive;
  private @Nullable Copies copies;
  private int outgoingSteps;

  Home(
      int shard,
      Context context,
      Bus bus,
      Function<Jid, Future<Boolean>> directory,
      HomeLimits limits) {
    this.shard = shard;
    this.context = context;
    this.bus = bus;
    this.accounts = new LiveAccounts(directory);
    this.sessions = new Sessions(this, bus, limits);
  }

  /** Which shard this is: 0 to 255. */
  public int shard() {
    return shard;
  }

  /** The context on which all of it runs. */
  public Context context() {
    return context;
  }

  /** The bus of this node. */
  public Bus bus() {
    return bus;
  }

  /** The sessions of all accounts of this home. */
  public Sessions sessions() {
    return sessions;
  }

  /** What this home asks of its sessions. */
  public Questions questions() {
    return questions;
  }

  /** The ids of what is stored for the accounts of this home. */
  public RowIds rowIds() {
    return rowIds;
  }

  /** Makes a service known to its neighbours of the same shard, by its interface. */
  public <T> void publish(Class<T> type, T service) {
    neighbours.put(type, service);
    noted(type, service);
  }

  /** Takes back {@link #publish}. */
  public void withdraw(Class<?> type) {
    neighbours.remove(type);
    noted(type, null);
  }

  /** Keeps at hand what every message needs. */
  private void noted(Class<?> type, @Nullable Object service) {
    if (type == Screen.class) {
      screen = service == null ? Screen.OPEN : (Screen) service;
    } else if (type == Archive.class) {
      archive = (Archive) service;
    } else if (type == Copies.class) {
      copies = (Copies) service;
    }
  }

  /** The neighbour of that type; null if it is not deployed here. */
  public <T> @Nullable T neighbour(Class<T> type) {
    return type.cast(neighbours.get(type));
  }

  /** Adds who may take messages to a domain. */
  public void listen(DomainMessages taker) {
    domainMessages.add(taker);
  }

  /** Takes back {@link #listen}. */
  public void ignore(DomainMessages taker) {
    domainMessages.remove(taker);
  }

  /** Gives a message to a domain of this shard to who takes it; false if nobody does. */
  public boolean take(Message message) {
    for (DomainMessages taker : domainMessages) {
      if (taker.accept(message)) {
        return true;
      }
    }
    return false;
  }

  /** Whom the accounts of this home do not want to hear of. */
  public Screen screen() {
    return screen;
  }

  /** Where messages are kept; null if they are not. */
  public @Nullable Archive archive() {
    return archive;
  }

  /** Who makes copies for an account's other sessions; null if nobody does. */
  public @Nullable Copies copies() {
    return copies;
  }

  /** True if what this account sends has to pass its home before it goes to others. */
  public boolean looksAtOutgoing(Jid account) {
    return archive != null || copies != null || outgoingSteps > 0 || screen.isActive(account);
  }

  /** A feature looks at what accounts send, or no longer does. */
  public void lookAtOutgoing(int more) {
    outgoingSteps += more;
  }

  /** Adds state that is to be loaded with each account. */
  public void keep(AccountState state) {
    accounts.keep(state);
  }

  /** Takes back {@link #keep}. */
  public void release(AccountState state) {
    accounts.release(state);
  }

  /**
   * The account if its state is there and nothing waits for it, so that the caller may act on it at
   * once; else null, and {@link #with} is the way.
   */
  public @Nullable LiveAccount ready(Jid bare) {
    return accounts.ready(bare);
  }

  /** Does something with an account, in the account's order, once its state is loaded. */
  public void with(Jid bare, AccountTask task) {
    accounts.with(bare, task);
  }

  /** Does something that is to be stored, in the account's order; see {@link Lane.Pipelined}. */
  public void with(Jid bare, StoringTask task) {
    accounts.with(bare, task);
  }

  /** The account if it is in memory, loaded or not; to look at, as its order is not kept. */
  public @Nullable LiveAccount peek(Jid bare) {
    return accounts.peek(bare);
  }

  /**
   * Gives sessions of this home what the server answers in somebody's name to what they have sent;
   * no screen looks at it. To a bare JID, all available sessions get it.
   *
   * @return false if there is no such session here
   */
  public boolean answer(Stanza answer) {
    Jid to = answer.to();
    LiveAccount account = to == null ? null : accounts.peek(to.bare());
    if (to == null || account == null) {
      return false;
    }
    boolean found = false;
    Ticket ticket = answer instanceof Message ? ANSWER : null;
    for (Session session : account.sessions()) {
      if (to.isBare() ? session.isAvailable() : session.full().equals(to)) {
        session.deliver(new ToSession.Delivery(answer, ticket));
        found = true;
      }
    }
    return found;
  }

  /** Forgets an account; it is loaded anew when next used. */
  void drop(LiveAccount account) {
    accounts.drop(account);
  }

  /** Forgets what is at rest. Called every few seconds with the time in milliseconds. */
  void tick(long millis) {
    accounts.tick(millis);
  }

  /** Acts on news of an account. */
  void changed(ToAccounts change) {
    news.heard(change);
  }
}

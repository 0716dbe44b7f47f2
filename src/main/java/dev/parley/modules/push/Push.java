package dev.parley.modules.push;

import dev.parley.core.auth.Access;
import dev.parley.core.bus.ToSession;
import dev.parley.core.home.AccountState;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.NotificationSettings;
import dev.parley.core.home.NotificationSettings.Setting;
import dev.parley.core.home.PushTargets;
import dev.parley.core.home.Session;
import dev.parley.core.home.SessionListener;
import dev.parley.core.module.DeliveryListener.Delivered;
import dev.parley.core.module.IqRequest;
import dev.parley.core.storage.PushStore;
import dev.parley.core.storage.PushStore.Registration;
import dev.parley.modules.push.WakeRules.State;
import dev.parley.modules.push.WakeRules.Weight;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The registrations of one home's accounts, and who of them is told of a message. */
final class Push implements AccountState, PushTargets, SessionListener {
  private final Home home;
  private final PushStore store;
  private final Sender sender;
  private final int most;
  private final Map<Jid, List<Target>> targets = new HashMap<>();

  /**
   * None is loaded yet.
   *
   * @param most registrations of one account; the oldest goes when there is a further one
   */
  Push(Home home, PushStore store, Sender sender, int most) {
    this.home = home;
    this.store = store;
    this.sender = sender;
    this.most = most;
  }

  @Override
  public Future<?> load(Jid account) {
    return store.load(account).onSuccess(found -> found.forEach(one -> keep(account, one)));
  }

  @Override
  public void drop(Jid account) {
    of(account).forEach(Target::stop);
    targets.remove(account);
  }

  private List<Target> of(Jid account) {
    return targets.getOrDefault(account, List.of());
  }

  private void keep(Jid account, Registration registration) {
    List<Target> all = targets.computeIfAbsent(account, first -> new ArrayList<>(1));
    for (Target target : all) {
      if (target.registration().isSameTarget(registration)) {
        target.renew(registration);
        return;
      }
    }
    all.add(new Target(registration, sender.of(this, account)));
  }

  /** XEP-0357 §5. */
  Future<Iq> enable(IqRequest request) {
    LiveAccount account = request.theAccount();
    if (account.isTemporary()) {
      throw new StanzaException(Condition.NOT_ALLOWED, "this account has nothing to announce");
    }
    Registration wanted =
        Requests.registration(request.payload(), account.session(request.asker()), sender.time());
    List<Future<?>> changes = new ArrayList<>(2);
    changes.add(store.put(account.jid(), wanted));
    Target surplus = surplus(account.jid(), wanted);
    if (surplus != null) {
      changes.add(remove(account.jid(), surplus::equals));
    }
    Future<?> changed = Future.all(changes).onSuccess(done -> keep(account.jid(), wanted));
    account.lane().hold(changed);
    return changed.map(done -> request.iq().result());
  }

  /** The one that has to go: one that has failed, else the oldest; null if there is room. */
  private @Nullable Target surplus(Jid account, Registration wanted) {
    List<Target> all = of(account);
    boolean known = all.stream().anyMatch(one -> one.registration().isSameTarget(wanted));
    if (known || all.size() < most) {
      return null;
    }
    return all.stream()
        .filter(one -> one.registration().error() != null)
        .findFirst()
        .orElse(all.get(0));
  }

  /** XEP-0357 §6; without a node, all of the app server. */
  Future<Iq> disable(IqRequest request) {
    LiveAccount account = request.theAccount();
    Jid service = Requests.service(request.payload());
    String node = request.payload().attribute("node");
    Predicate<Target> named =
        target ->
            target.registration().service().equals(service)
                && (node == null || target.registration().node().equals(node));
    if (of(account.jid()).stream().noneMatch(named)) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND, "this is not enabled");
    }
    Future<Void> removed = remove(account.jid(), named);
    account.lane().hold(removed);
    return removed.map(done -> request.iq().result());
  }

  @Override
  public Future<Void> revoked(Jid account, Predicate<Access> ended) {
    return remove(account, target -> ended.test(access(target.registration())));
  }

  private static Access access(Registration registration) {
    return new Access(false, registration.device(), registration.appPassword());
  }

  @Override
  public Future<Void> ended(Jid account, Session session) {
    return remove(
        account,
        target -> target.registration().device() == null && isFor(session, target.registration()));
  }

  @Override
  public Future<Void> locked(Jid account, @Nullable Session except) {
    Predicate<Target> kept =
        target ->
            except != null
                && target.registration().appPassword() == null
                && isFor(except, target.registration());
    List<Future<?>> changes = new ArrayList<>();
    changes.add(remove(account, kept.negate()));
    of(account).forEach(target -> changes.add(store.put(account, target.registration())));
    return Future.all(changes).mapEmpty();
  }

  /** Takes away at once, as nothing may be sent any more; completes when that is stored. */
  private Future<Void> remove(Jid account, Predicate<Target> which) {
    List<Future<?>> removals = new ArrayList<>();
    for (Target target : List.copyOf(of(account))) {
      if (which.test(target)) {
        target.stop();
        of(account).remove(target);
        Registration gone = target.registration();
        removals.add(store.remove(account, gone.service(), gone.node()));
      }
    }
    return removals.isEmpty() ? Future.succeededFuture() : Future.all(removals).mapEmpty();
  }

  /** The app server will take nothing more: it is kept with the reason, for people to see. */
  void ended(Jid account, Target target, String condition) {
    target.renew(target.registration().failed(condition));
    store.put(account, target.registration());
  }

  /** A message has been delivered or kept. */
  void delivered(LiveAccount account, Delivered what) {
    List<Target> all = of(account.jid());
    if (all.isEmpty()) {
      return;
    }
    Message message = what.message();
    Predicate<Target> dismissed = target -> Requests.ends(message, account.jid(), target);
    if (all.stream().anyMatch(dismissed)) {
      remove(account.jid(), dismissed);
      return;
    }
    Weight weight = WakeRules.weigh(message, account.jid(), setting(account.jid(), message));
    if (weight != Weight.NONE) {
      for (Target target : all) {
        tell(account, what, target, weight);
      }
    }
  }

  private void tell(LiveAccount account, Delivered what, Target target, Weight weight) {
    if (target.registration().error() != null) {
      return;
    }
    Session session = session(account, target.registration());
    State state = state(session);
    if (state == State.ACTIVE) {
      target.seen();
    } else if (WakeRules.wakes(weight, state) && isThere(what, session)) {
      target.notice(what.message(), weight);
    }
  }

  /** What was written to a connection that is lost now has perhaps not been seen. */
  @Override
  public void hibernates(
      LiveAccount account, Session session, List<ToSession.Delivery> unacknowledged) {
    tellLate(account, session, unacknowledged);
  }

  /** The same, unless that was announced when the session began to hibernate. */
  @Override
  public void ended(LiveAccount account, Session session, List<ToSession.Delivery> leftovers) {
    if (!session.isHibernating()) {
      tellLate(account, session, leftovers);
    }
  }

  private void tellLate(LiveAccount account, Session session, List<ToSession.Delivery> deliveries) {
    for (Target target : of(account.jid())) {
      if (isFor(session, target.registration()) && target.registration().error() == null) {
        deliveries.forEach(delivery -> tellLate(account, target, delivery));
      }
    }
  }

  private void tellLate(LiveAccount account, Target target, ToSession.Delivery delivery) {
    if (delivery.stanza() instanceof Message given) {
      Message message = Requests.original(given, account.jid());
      Weight weight = WakeRules.weigh(message, account.jid(), setting(account.jid(), message));
      if (weight != Weight.NONE) {
        target.notice(message, weight);
      }
    }
  }

  /** True if the device finds the message when it wakes up. */
  private static boolean isThere(Delivered what, @Nullable Session session) {
    return what.stored()
        || what.archived()
        || (session != null && what.sessions().contains(session));
  }

  private @Nullable Setting setting(Jid account, Message message) {
    NotificationSettings settings = home.neighbour(NotificationSettings.class);
    Jid from = message.from();
    return settings == null || from == null ? null : settings.of(account, from.bare());
  }

  /** True if the device of a registration is looked at. */
  boolean isActive(Jid account, Registration registration) {
    LiveAccount live = home.peek(account);
    return live != null && state(session(live, registration)) == State.ACTIVE;
  }

  /** The session of the device that a registration is for; null if it has none. */
  private static @Nullable Session session(LiveAccount account, Registration registration) {
    for (Session session : account.sessions()) {
      if (isFor(session, registration)) {
        return session;
      }
    }
    return null;
  }

  private static boolean isFor(Session session, Registration registration) {
    String device = session.access().device();
    return device != null && registration.device() != null
        ? device.equals(registration.device())
        : registration.resource().equals(session.full().resource());
  }

  private static State state(@Nullable Session session) {
    if (session == null) {
      return State.AWAY;
    }
    if (session.isHibernating()) {
      return State.HIBERNATING;
    }
    return session.isInactive() ? State.INACTIVE : State.ACTIVE;
  }
}

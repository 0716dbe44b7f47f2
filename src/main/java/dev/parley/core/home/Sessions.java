package dev.parley.core.home;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Bus;
import dev.parley.core.bus.Incoming;
import dev.parley.core.bus.ToPresence;
import dev.parley.core.bus.ToSession;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.stream.StreamError;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a home's accounts: bound (RFC 6120 §7), ready, {@linkplain Releases released}.
 */
public final class Sessions {
  private final InstantSource clock = InstantSource.system();
  private final Home home;
  private final Bus bus;
  private final List<SessionListener> listeners = new ArrayList<>();
  private final Map<Jid, Session> all = new HashMap<>();
  private final Releases releases;
  private final Arrivals arrivals;
  private final Bindings bindings;
  private final Resumptions resumptions;

  Sessions(Home home, Bus bus, HomeLimits limits) {
    this.home = home;
    this.bus = bus;
    this.releases = new Releases(this, bus, limits);
    this.arrivals = new Arrivals(bus.vertx());
    this.bindings = new Bindings(home, this, arrivals, limits);
    this.resumptions = new Resumptions(home, this);
  }

  /** Sessions that outlive their connections (XEP-0198 §5). */
  public Resumptions resumptions() {
    return resumptions;
  }

  /** Adds a listener; they are called in the order they were added. */
  public void listen(SessionListener listener) {
    listeners.add(listener);
  }

  /** Takes back {@link #listen}. */
  public void ignore(SessionListener listener) {
    listeners.remove(listener);
  }

  /** Adds what takes part in Bind 2, under the namespace of its requests. */
  public void onBind(String namespace, BindFeature feature) {
    bindings.features().add(namespace, feature);
  }

  /** Takes back {@link #onBind}. */
  public void offBind(String namespace) {
    bindings.features().remove(namespace);
  }

  /** How many there are, bound or being bound. */
  public int count() {
    return all.size();
  }

  /** Binds a resource; a session that has it is replaced with {@code conflict}. */
  public void bind(Incoming<? extends ToPresence> incoming, ToPresence.Bind bind) {
    bindings.bind(incoming, bind);
  }

  /** The session with this address, whether a stream carries it or not; null if there is none. */
  @Nullable Session find(Jid full) {
    return all.get(full);
  }

  /** There is a session more, or another one of its address. */
  void add(LiveAccount account, Session session) {
    if (all.put(session.full(), session) == null) {
      account.bound(1);
    }
  }

  /** The edge consumes the session's address: the session can be delivered to. */
  public void ready(ToPresence.Ready ready) {
    Session expected = all.get(ready.full());
    LiveAccount waiting = home.peek(ready.full().bare());
    if (expected != null
        && waiting != null
        && arrivals.isExpected(expected)
        && expected.stream().equals(ready.stream())) {
      begin(waiting, expected);
      arrivals.end(expected);
      return;
    }
    home.with(
        ready.full().bare(),
        new SessionTask(ready.full(), ready.stream()) {
          @Override
          void run(LiveAccount account, Session session) {
            begin(account, session);
          }

          @Override
          void missing() {
            // Replaced between its binding and now: its edge has yet to hear of it.
            bus.send(
                Addresses.session(ready.full()),
                new ToSession.Release(StreamError.of(StreamError.Condition.CONFLICT), false));
          }
        });
  }

  private void begin(LiveAccount account, Session session) {
    if (session.isReady()) {
      resumptions.woken(session);
      session.wake();
      return;
    }
    session.becomeReady();
    account.add(session);
    for (SessionListener listener : listeners) {
      listener.bound(account, session);
    }
  }

  /**
   * Keeps what a session has broadcast, and tells the listeners. The presence service calls this.
   *
   * @param presence available or unavailable
   */
  public void announce(LiveAccount account, Session session, Presence presence) {
    boolean initial = !session.isAvailable();
    session.presence(presence);
    for (SessionListener listener : listeners) {
      listener.presence(account, session, initial);
    }
  }

  /** The stream of a session has ended. */
  public void closing(ToPresence.Closing closing) {
    home.with(
        closing.full().bare(),
        new SessionTask(closing.full(), closing.stream()) {
          @Override
          void run(LiveAccount account, Session session) {
            boolean lost = closing.broken() && session.token() != null;
            releases.release(account, session, null, lost);
          }
        });
  }

  /** Whether somebody looks at what the session's client shows (XEP-0352). */
  public void attention(ToPresence.Attention attention) {
    Session session = find(attention.full(), attention.stream());
    if (session != null) {
      session.inactive(attention.inactive());
    }
  }

  /** The session that is bound to a full JID, ready or not; null if there is none. */
  public @Nullable Session bound(Jid full) {
    return all.get(full);
  }

  /** The session that this stream carries, ready or not; null if there is none. */
  @Nullable Session find(Jid full, String stream) {
    Session session = all.get(full);
    return session != null && session.stream().equals(stream) ? session : null;
  }

  /** All there are, bound or being bound. */
  List<Session> all() {
    return List.copyOf(all.values());
  }

  /** Tells a session which of its messages are safe; does nothing if it has ended. */
  public void safe(Jid full, String id, long[] sequences) {
    Session session = find(full, id);
    if (session != null) {
      session.deliver(new ToSession.Safe(sequences));
    }
  }

  /** Ends one session of an account, once what is said to it meanwhile is out; completes then. */
  public Future<Void> end(LiveAccount account, Session session) {
    Promise<Void> gone = Promise.promise();
    StreamError error = StreamError.of(StreamError.Condition.NOT_AUTHORIZED);
    home.context()
        .runOnContext(
            later -> account.lane().run(() -> dismiss(account, session, error).onComplete(gone)));
    return gone.future();
  }

  /** Ends a session, whether a stream carries it or not; completes when it is gone. */
  Future<Void> dismiss(LiveAccount account, Session session, @Nullable StreamError error) {
    return releases.release(account, session, error, false);
  }

  /** Takes a session from its stream, and keeps it for another; completes when that is done. */
  Future<Void> suspend(LiveAccount account, Session session) {
    return releases.release(account, session, StreamError.of(StreamError.Condition.CONFLICT), true);
  }

  /** The edge has let go of a session. */
  public void released(ToPresence.Released released) {
    Session session = find(released.full(), released.stream());
    LiveAccount account = home.peek(released.full().bare());
    if (session != null && account != null) {
      releases.finish(account, session, released.leftovers(), released.counts());
    }
  }

  /** No stream carries the session any more, and another may. */
  void hibernate(LiveAccount account, Session session, List<ToSession.Delivery> unacknowledged) {
    session.hibernate(clock.millis());
    resumptions.hibernates(session);
    for (SessionListener listener : listeners) {
      listener.hibernates(account, session, unacknowledged);
    }
  }

  /** There is no such session any more. */
  void forget(LiveAccount account, Session session) {
    if (all.remove(session.full(), session)) {
      account.bound(-1);
    }
    arrivals.end(session);
    account.remove(session);
    resumptions.forget(session);
    Kept kept = session.kept();
    if (session.isReady()) {
      List<ToSession.Delivery> leftovers = kept == null ? List.of() : kept.take();
      for (SessionListener listener : listeners) {
        listener.ended(account, session, leftovers);
      }
    }
    if (account.isTemporary() && account.bound() == 0) {
      home.drop(account);
    }
  }

  /** Waits for the new stream of a session to be ready; without that, the session ends. */
  void expect(LiveAccount account, Session session) {
    arrivals.expect(account, session, () -> forget(account, session));
  }

  /** A task for one session, skipped if that session is gone or was replaced. */
  private abstract class SessionTask implements AccountTask {
    private final Jid full;
    private final String stream;

    SessionTask(Jid full, String stream) {
      this.full = full;
      this.stream = stream;
    }

    abstract void run(LiveAccount account, Session session);

    void missing() {}

    @Override
    public final void run(LiveAccount account) {
      Session session = all.get(full);
      if (session != null && session.stream().equals(stream)) {
        run(account, session);
      } else {
        missing();
      }
    }

    @Override
    public final void failed(Throwable cause) {
      missing();
    }
  }
}

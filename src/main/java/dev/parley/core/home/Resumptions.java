package dev.parley.core.home;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Incoming;
import dev.parley.core.bus.Ticket;
import dev.parley.core.bus.ToMessage;
import dev.parley.core.bus.ToPresence;
import dev.parley.core.bus.ToPresence.Resumption;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of a home that outlive their connections (XEP-0198 §5): they hibernate until their
 * client comes back for them, or for as long as was agreed.
 *
 * <p>A client that comes back is told how much of what it has sent is handled. So that it need not
 * send anything twice, that waits until all of it is safe, for a moment.
 */
public final class Resumptions {
  private static final Logger LOG = LoggerFactory.getLogger(Resumptions.class);

  /** A little longer than a message waits for its receiver before it is stored. */
  private static final long SETTLE_MILLIS = 3_000;

  /** Sessions that have ended, of which the count of handled stanzas is remembered. */
  private static final int MAX_ENDED = 1_000;

  private static final long ENDED_NANOS = TimeUnit.HOURS.toNanos(1);

  private final Home home;
  private final Sessions sessions;

  /** What ends those that hibernate, in time. */
  private final Map<Session, Long> timers = new HashMap<>();

  private final Map<String, Ended> ended = new LinkedHashMap<>(2);

  Resumptions(Home home, Sessions sessions) {
    this.home = home;
    this.sessions = sessions;
  }

  /** A session that is no more, by its token. */
  private record Ended(Jid account, long h, long nanos) {}

  /** A client may come back for its session. */
  public void enable(ToPresence.Resumable resumable) {
    Session session = sessions.find(resumable.full(), resumable.stream());
    if (session != null) {
      session.resumable(resumable.token(), resumable.patience());
    }
  }

  /** A client asks for a session it had; whoever carries it is told {@code conflict}. */
  public void resume(Incoming<? extends ToPresence> incoming, ToPresence.Resume ask) {
    new Attempt(incoming, ask).begin();
  }

  /** The connection of a session is lost. */
  void hibernates(Session session) {
    LOG.debug("{} hibernates", session.full());
    timers.put(
        session, home.bus().vertx().setTimer(session.patience().toMillis(), late -> end(session)));
  }

  /** A stream carries the session again. */
  void woken(Session session) {
    LOG.debug("{} is back", session.full());
    Long timer = timers.remove(session);
    if (timer != null) {
      home.bus().vertx().cancelTimer(timer);
    }
  }

  /** More waits for a session than may. */
  void tooMuch(Session session) {
    home.context().runOnContext(later -> end(session));
  }

  private Future<Void> end(Session session) {
    Promise<Void> done = Promise.promise();
    home.with(
        session.full().bare(),
        new AccountTask() {
          @Override
          public void run(LiveAccount account) {
            if (session.isHibernating()) {
              LOG.debug("{} does not come back", session.full());
              sessions.dismiss(account, session, null);
            }
            done.complete();
          }

          @Override
          public void failed(Throwable cause) {
            done.complete();
          }
        });
    return done.future();
  }

  /** Ends all that hibernate: the server stops. */
  public Future<Void> endAll() {
    List<Future<Void>> ends = new ArrayList<>();
    for (Session session : sessions.all()) {
      if (session.isHibernating()) {
        ends.add(end(session));
      }
    }
    return Future.all(ends).mapEmpty();
  }

  /** Ends the oldest session of an account that hibernates; false if none does. */
  boolean endOldest(LiveAccount account) {
    for (Session session : account.sessions()) {
      if (session.isHibernating()) {
        sessions.dismiss(account, session, null);
        return true;
      }
    }
    return false;
  }

  /** A session has ended: what its client may still want to know is remembered for an hour. */
  void forget(Session session) {
    Long timer = timers.remove(session);
    if (timer != null) {
      home.bus().vertx().cancelTimer(timer);
    }
    String token = session.token();
    Kept kept = session.kept();
    if (token == null || kept == null || !kept.isCounted()) {
      return;
    }
    long now = System.nanoTime();
    ended.values().removeIf(old -> ended.size() >= MAX_ENDED || now - old.nanos() > ENDED_NANOS);
    ended.put(token, new Ended(session.full().bare(), kept.inbound().h(), now));
  }

  private Resumption.Gone gone(ToPresence.Resume ask) {
    Ended known = ended.get(ask.token());
    boolean ours = known != null && known.account().equals(ask.account());
    return new Resumption.Gone(known != null && ours ? known.h() : null);
  }

  /** One attempt of a client. */
  private final class Attempt {
    private final Incoming<? extends ToPresence> incoming;
    private final ToPresence.Resume ask;

    Attempt(Incoming<? extends ToPresence> incoming, ToPresence.Resume ask) {
      this.incoming = incoming;
      this.ask = ask;
    }

    void begin() {
      inTurn(account -> {
        Session session = find(account);
        if (session == null) {
          incoming.reply(ask, gone(ask));
          return;
        }
        sessions
            .suspend(account, session)
            .compose(suspended -> settled(session))
            .onComplete(done -> inTurn(later -> go(later, session)));
      });
    }

    private interface Turn {
      void take(LiveAccount account);
    }

    private void inTurn(Turn turn) {
      home.with(
          ask.account(),
          new AccountTask() {
            @Override
            public void run(LiveAccount account) {
              turn.take(account);
            }

            @Override
            public void failed(Throwable cause) {
              incoming.fail(cause);
            }
          });
    }

    /** Only among the sessions of the account that has logged in. */
    private @Nullable Session find(LiveAccount account) {
      byte[] asked = ask.token().getBytes(UTF_8);
      for (Session session : account.sessions()) {
        String token = session.token();
        if (token != null && MessageDigest.isEqual(asked, token.getBytes(UTF_8))) {
          return session;
        }
      }
      return null;
    }

    /** Waits without the account's turn: some of what is not safe may need it. */
    private Future<Void> settled(Session session) {
      Kept kept = session.kept();
      if (kept == null || !kept.isCounted() || kept.isSettled()) {
        return Future.succeededFuture();
      }
      Promise<Void> settled = Promise.promise();
      kept.whenSettled(settled::tryComplete);
      home.bus().vertx().setTimer(SETTLE_MILLIS, late -> settled.tryComplete());
      return settled.future();
    }

    private void go(LiveAccount account, Session session) {
      Kept kept = session.kept();
      if (find(account) != session || !session.isHibernating() || kept == null) {
        incoming.reply(ask, gone(ask));
        return;
      }
      List<Ticket> taken = new ArrayList<>();
      if (!kept.acknowledge(ask.h(), taken)) {
        incoming.reply(ask, new Resumption.TooHigh(kept.sentCount()));
        return;
      }
      if (!taken.isEmpty()) {
        home.bus().send(Addresses.message(home.shard()), new ToMessage.Taken(account.jid(), taken));
      }
      kept.inbound().forgetUnhandled();
      session.move(ask.stream(), ask.access());
      sessions.expect(account, session);
      incoming.reply(
          ask,
          new Resumption.Resumed(
              session.full(),
              session.address(),
              home.looksAtOutgoing(account.jid()),
              kept.inbound(),
              kept.acknowledged(),
              kept.hand()));
    }
  }
}

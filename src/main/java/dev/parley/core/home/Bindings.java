package dev.parley.core.home;

import dev.parley.core.bus.Incoming;
import dev.parley.core.bus.ToPresence;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.stream.StreamError;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the sessions of a home begin: a resource is bound to a stream (RFC 6120 §7, XEP-0386). */
final class Bindings {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Home home;
  private final Sessions sessions;
  private final Arrivals arrivals;
  private final HomeLimits limits;
  private final BindFeatures features = new BindFeatures();

  /** Binds none yet; {@code arrivals} are those of the sessions. */
  Bindings(Home home, Sessions sessions, Arrivals arrivals, HomeLimits limits) {
    this.home = home;
    this.sessions = sessions;
    this.arrivals = arrivals;
    this.limits = limits;
  }

  /** What takes part in Bind 2. */
  BindFeatures features() {
    return features;
  }

  /** Binds a resource; a session that has it is replaced with {@code conflict}. */
  void bind(Incoming<? extends ToPresence> incoming, ToPresence.Bind bind) {
    home.with(
        bind.account(),
        new AccountTask() {
          @Override
          public void run(LiveAccount account) {
            if (bind.access().temporary()) {
              account.becomeTemporary();
            }
            try {
              bind(account, bind)
                  .onSuccess(bound -> incoming.reply(bind, bound))
                  .onFailure(incoming::fail);
            } catch (StanzaException refused) {
              incoming.fail(refused);
            }
          }

          @Override
          public void failed(Throwable cause) {
            incoming.fail(cause);
          }
        });
  }

  private Future<ToPresence.Bound> bind(LiveAccount account, ToPresence.Bind bind) {
    if (!account.exists()) {
      throw new StanzaException(StanzaError.of(StanzaError.Condition.NOT_AUTHORIZED));
    }
    Jid full = account.jid().withResource(resource(bind.resource()));
    Session former = sessions.find(full);
    if (former == null
        && account.bound() >= limits.sessionsPerAccount()
        && !sessions.resumptions().endOldest(account)) {
      throw new StanzaException(StanzaError.of(StanzaError.Condition.RESOURCE_CONSTRAINT));
    }
    List<Element> inline = bind.inline();
    if (inline == null) {
      return replaced(account, former)
          .map(gone -> {
            Session session = new Session(home.bus(), full, bind);
            sessions.add(account, session);
            return bound(account, session, List.of());
          });
    }
    // What the features of Bind 2 tell must still be so when the session begins.
    Promise<Void> ready = arrivals.hold(account);
    endFormer(account, full, bind.access().device());
    return replaced(account, former)
        .compose(gone -> {
          Session session = new Session(home.bus(), full, bind);
          sessions.add(account, session);
          arrivals.expect(session, ready);
          return features
              .bind(account, session, inline)
              .map(answers -> bound(account, session, answers));
        });
  }

  private Future<Void> replaced(LiveAccount account, @Nullable Session former) {
    return former == null
        ? Future.succeededFuture()
        : sessions.dismiss(account, former, StreamError.of(StreamError.Condition.CONFLICT));
  }

  private ToPresence.Bound bound(LiveAccount account, Session session, List<Element> answers) {
    return new ToPresence.Bound(
        session.full(), session.address(), home.looksAtOutgoing(account.jid()), answers);
  }

  /** A client that has come back has no use for the sessions it had (XEP-0386 §3.2). */
  private void endFormer(LiveAccount account, Jid full, @Nullable String device) {
    if (device == null) {
      return;
    }
    for (Session session : List.copyOf(account.sessions())) {
      if (device.equals(session.access().device()) && !session.full().equals(full)) {
        sessions.dismiss(account, session, StreamError.of(StreamError.Condition.CONFLICT));
      }
    }
  }

  private static String resource(@Nullable String requested) {
    if (requested != null) {
      return requested;
    }
    byte[] random = new byte[12];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().encodeToString(random);
  }
}

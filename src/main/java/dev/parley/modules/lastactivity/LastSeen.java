package dev.parley.modules.lastactivity;

import dev.parley.core.bus.ToSession;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Session;
import dev.parley.core.home.SessionListener;
import dev.parley.core.module.IqRequest;
import dev.parley.core.module.Scope;
import dev.parley.core.storage.AccountStore;
import dev.parley.core.storage.LastActivity;
import dev.parley.modules.roster.Roster;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes when an account's last session ends, and tells (XEP-0012 §3, §5). */
final class LastSeen implements SessionListener {
  private final AccountStore accounts;
  private final InstantSource clock;
  private final Instant started;

  LastSeen(AccountStore accounts, InstantSource clock) {
    this.accounts = accounts;
    this.clock = clock;
    this.started = clock.instant();
  }

  @Override
  public void ended(LiveAccount account, Session session, List<ToSession.Delivery> leftovers) {
    if (account.sessions().isEmpty()) {
      LastActivity last = new LastActivity(clock.instant(), lastWords(session));
      account.lane().hold(accounts.setLastActivity(account.jid(), last));
    }
  }

  /** The status of its unavailable presence; null if there is none (XEP-0012 §3). */
  private static @Nullable String lastWords(Session session) {
    Presence farewell = session.farewell();
    Element status = farewell == null ? null : farewell.child(Namespaces.CLIENT, "status");
    return status == null ? null : status.text();
  }

  Future<Iq> answer(IqRequest request) {
    if (request.scope() == Scope.DOMAIN) {
      return Future.succeededFuture(result(request, started, null));
    }
    LiveAccount account = request.theAccount();
    if (request.scope() == Scope.OTHER_ACCOUNT
        && !maySee(request.home(), account, request.asker())) {
      throw new StanzaException(Condition.FORBIDDEN);
    }
    if (!account.sessions().isEmpty()) {
      return Future.succeededFuture(result(request, clock.instant(), null));
    }
    return accounts
        .lastActivity(account.jid())
        .map(last ->
            last.map(seen -> result(request, seen.at(), seen.status()))
                .orElseThrow(() -> new StanzaException(Condition.ITEM_NOT_FOUND)));
  }

  /** A session tells no more than its account does (XEP-0012 §4). */
  static @Nullable StanzaError guard(Home home, LiveAccount account, Iq iq) {
    return maySee(home, account, iq.from()) ? null : StanzaError.of(Condition.FORBIDDEN);
  }

  private static boolean maySee(Home home, LiveAccount account, @Nullable Jid asker) {
    Roster roster = home.neighbour(Roster.class);
    return roster != null && asker != null && roster.sharesPresenceWith(account.jid(), asker);
  }

  private Iq result(IqRequest request, Instant since, @Nullable String status) {
    long seconds = Math.max(0, Duration.between(since, clock.instant()).toSeconds());
    Element.Builder query =
        Element.builder("jabber:iq:last", "query").attribute("seconds", Long.toString(seconds));
    if (status != null) {
      query.text(status);
    }
    return request.iq().result(query.build());
  }
}

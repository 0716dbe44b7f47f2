package dev.parley.modules.admin;

import dev.parley.core.bus.Incoming;
import dev.parley.core.bus.ToAdmin;
import dev.parley.core.bus.ToAdmin.Present;
import dev.parley.core.bus.ToSession;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Session;
import dev.parley.core.home.SessionListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is there, of the accounts of one home. */
final class Attendance implements SessionListener {
  private final Map<String, LiveAccount> present = new HashMap<>();

  static Attendance of(Home home) {
    return Objects.requireNonNull(home.neighbour(Attendance.class));
  }

  @Override
  public void bound(LiveAccount account, Session session) {
    present.put(account.jid().toString(), account);
  }

  @Override
  public void ended(LiveAccount account, Session session, List<ToSession.Delivery> leftovers) {
    if (account.sessions().isEmpty()) {
      present.remove(account.jid().toString());
    }
  }

  void handle(Incoming<ToAdmin> incoming) {
    if (incoming.body() instanceof ToAdmin.Sessions asked) {
      incoming.reply(
          asked,
          sessions(asked.domain())
              .map(one -> new Present(one.full(), one.isAvailable(), one.isHibernating()))
              .toList());
    } else if (incoming.body() instanceof ToAdmin.Announce announce) {
      List<Session> reached = sessions(announce.domain()).filter(Session::isAvailable).toList();
      reached.forEach(session ->
          session.deliver(new ToSession.Delivery(announce.message().withTo(session.full()))));
      incoming.reply(announce, reached.size());
    }
  }

  /** The sessions that have sent presence. */
  Stream<Session> available() {
    return sessions(null).filter(Session::isAvailable);
  }

  private Stream<Session> sessions(@Nullable String domain) {
    return present.values().stream()
        .filter(account -> domain == null || account.jid().domain().equals(domain))
        .flatMap(account -> account.sessions().stream());
  }
}

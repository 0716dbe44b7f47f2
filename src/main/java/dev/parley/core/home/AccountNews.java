package dev.parley.core.home;

import dev.parley.core.auth.Access;
import dev.parley.core.bus.ToAccounts;
import dev.parley.protocol.stream.StreamError;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a home does when one of its accounts is made, deleted, locked, or entered by fewer. */
final class AccountNews {
  private static final Logger LOG = LoggerFactory.getLogger(AccountNews.class);

  private final Home home;

  AccountNews(Home home) {
    this.home = home;
  }

  void heard(ToAccounts change) {
    if (change instanceof ToAccounts.AccessRevoked revoked) {
      home.with(revoked.account(), new Revocation(revoked));
      return;
    }
    LiveAccount account = home.peek(change.account());
    if (account != null) {
      account.lane().run(() -> act(account, change));
    }
  }

  private void act(LiveAccount account, ToAccounts change) {
    if (change instanceof ToAccounts.Created) {
      account.exists(true);
    } else if (change instanceof ToAccounts.Deleted) {
      account.exists(false);
      dismiss(account, session -> true);
      account.lane().run(() -> home.drop(account));
    } else if (change instanceof ToAccounts.SessionsEnded) {
      dismiss(account, session -> true);
    } else if (change instanceof ToAccounts.Locked locked) {
      Future<?> gone = dismiss(account, session -> !session.full().equals(locked.except()));
      Session except = locked.except() == null ? null : account.session(locked.except());
      forget(account, gone, targets -> targets.locked(account.jid(), except));
    }
  }

  private Future<?> dismiss(LiveAccount account, Predicate<Session> which) {
    List<Future<Void>> dismissals = new ArrayList<>();
    for (Session session : List.copyOf(account.sessions())) {
      if (which.test(session)) {
        dismissals.add(
            home.sessions()
                .dismiss(account, session, StreamError.of(StreamError.Condition.NOT_AUTHORIZED)));
      }
    }
    return Future.join(dismissals);
  }

  /** Ends announcements at once, and those that a session has asked for while it was ended. */
  private void forget(
      LiveAccount account, Future<?> gone, Function<PushTargets, Future<Void>> ending) {
    @Nullable PushTargets targets = home.neighbour(PushTargets.class);
    if (targets == null || !account.exists()) {
      return;
    }
    account.lane().hold(ending.apply(targets));
    if (!gone.isComplete()) {
      gone.onComplete(done -> account.lane().run(() -> account.lane().hold(ending.apply(targets))));
    }
  }

  /** Ends what a device or an app password has here: sessions, also without connection. */
  private final class Revocation implements AccountTask {
    private final ToAccounts.AccessRevoked revoked;

    Revocation(ToAccounts.AccessRevoked revoked) {
      this.revoked = revoked;
    }

    @Override
    public void run(LiveAccount account) {
      Predicate<Access> ended = revoked::ends;
      Future<?> gone = dismiss(account, session -> ended.test(session.access()));
      forget(account, gone, targets -> targets.revoked(account.jid(), ended));
    }

    @Override
    public void failed(Throwable cause) {
      LOG.warn("sessions of {} may go on: {}", revoked.account(), cause.toString());
    }
  }
}

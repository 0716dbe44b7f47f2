package dev.parley.modules.admin;

import dev.parley.core.bus.Incoming;
import dev.parley.core.bus.ToAdmin;
import dev.parley.core.bus.ToSession;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Session;
import dev.parley.core.home.SessionListener;
import dev.parley.core.module.Failures;
import dev.parley.core.storage.AccountStore;
import dev.parley.core.storage.KeyValueStore;
import dev.parley.core.storage.NoticeStore.Kind;
import dev.parley.core.storage.NoticeStore.Notice;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells those who come what they have not heard yet (XEP-0133 §4.26, §4.29), in one home: once each
 * account, at whichever of its sessions is there first.
 */
final class Greetings implements SessionListener {
  /** What stands in the store for a welcome that an older account does not get. */
  private static final String NOT_NEW = "-";

  private final AccountStore accounts;
  private final KeyValueStore<String> heard;
  private final Attendance attendance;
  private final Set<String> underWay = new HashSet<>();
  private List<Notice> notices = List.of();

  /**
   * @param heard the ids of the notices that accounts have had, by kind
   */
  Greetings(AccountStore accounts, KeyValueStore<String> heard, Attendance attendance) {
    this.accounts = accounts;
    this.heard = heard;
    this.attendance = attendance;
  }

  /** The notices are others; those who are there hear of them now. */
  void changed(Incoming<ToAdmin> incoming, ToAdmin.Notices changed) {
    notices = changed.notices();
    Future.join(attendance.available().map(this::greet).toList())
        .onComplete(told -> incoming.reply(changed, true));
  }

  /** What was set before the server started. */
  void load(List<Notice> stored) {
    notices = stored;
  }

  @Override
  public void presence(LiveAccount account, Session session, boolean initial) {
    if (initial && !notices.isEmpty()) {
      greet(session);
    }
  }

  private Future<?> greet(Session session) {
    return Future.join(notices.stream().map(notice -> greet(session, notice)).toList());
  }

  private Future<?> greet(Session session, Notice notice) {
    Jid account = session.full().bare();
    String key = notice.kind() + " " + account;
    if (!underWay.add(key)) {
      return Future.succeededFuture();
    }
    return heard
        .get(account, notice.kind().name())
        .compose(last -> {
          if (last.filter(id -> isFor(notice, id)).isPresent()) {
            return Future.succeededFuture();
          }
          return isMeant(account, notice)
              .compose(meant ->
                  heard
                      .put(account, notice.kind().name(), meant ? notice.id() : NOT_NEW)
                      .onSuccess(kept -> {
                        if (meant) {
                          say(session, notice);
                        }
                      }));
        })
        .onFailure(cause -> Failures.note("a notice is not delivered", cause))
        .onComplete(done -> underWay.remove(key));
  }

  /** A welcome is heard once, whatever it was; a message of the day once each. */
  private static boolean isFor(Notice notice, String last) {
    return notice.kind() == Kind.WELCOME || last.equals(notice.id());
  }

  private Future<Boolean> isMeant(Jid account, Notice notice) {
    return notice.kind() == Kind.MOTD
        ? Future.succeededFuture(true)
        : accounts
            .find(account)
            .map(found ->
                found.filter(known -> !known.created().isBefore(notice.since())).isPresent());
  }

  private static void say(Session session, Notice notice) {
    Message message =
        Message.of(Message.Type.HEADLINE, session.full(), notice.text())
            .withFrom(session.full().domainJid());
    session.deliver(new ToSession.Delivery(message));
  }
}

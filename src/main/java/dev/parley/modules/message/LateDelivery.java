package dev.parley.modules.message;

import dev.parley.core.bus.ToSession;
import dev.parley.core.home.Archive;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Session;
import dev.parley.core.module.Failures;
import dev.parley.core.storage.OfflineStore;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gives sessions what waits in the offline store for their account (XEP-0160 §3). */
final class LateDelivery {
  private static final int PAGE = 100;
  private static final int REMEMBERED = 512;

  private final Home home;
  private final OfflineMessages offline;

  /** The last rows that were looked at for what a sender has waiting for a session. */
  private final Map<Conversation, Long> looked = new LinkedHashMap<>();

  LateDelivery(Home home, OfflineMessages offline) {
    this.home = home;
    this.offline = offline;
  }

  private record Conversation(String stream, Jid sender) {}

  /** Gives it all; never fails. */
  Future<Void> deliver(LiveAccount account, Session session) {
    return deliverAfter(account, session, 0);
  }

  private Future<Void> deliverAfter(LiveAccount account, Session session, long afterId) {
    return page(account.jid(), afterId)
        .compose(rows -> {
          give(account, session, rows);
          return rows.size() < PAGE
              ? Future.succeededFuture()
              : deliverAfter(account, session, last(rows));
        });
  }

  private Future<List<OfflineStore.Row>> page(Jid account, long afterId) {
    return offline
        .load(account, afterId, PAGE)
        .onFailure(cause -> Failures.note("offline messages of " + account + " wait", cause))
        .otherwise(List.of());
  }

  private static long last(List<OfflineStore.Row> rows) {
    return rows.get(rows.size() - 1).id();
  }

  /**
   * Gives a session that is not available, or has a negative priority, what a sender has waiting,
   * before something of that sender which is addressed to it; never fails. The rest goes on waiting
   * for presence; with a negative priority so does what is for the account (RFC 6121 §8.5.2.1).
   *
   * @param sender bare
   */
  Future<Void> deliverOf(LiveAccount account, Session session, Jid sender) {
    Conversation conversation = new Conversation(session.stream(), sender);
    return deliverOf(account, session, conversation, looked.getOrDefault(conversation, 0L));
  }

  private Future<Void> deliverOf(
      LiveAccount account, Session session, Conversation conversation, long afterId) {
    return page(account.jid(), afterId)
        .compose(rows -> {
          if (rows.isEmpty()) {
            return Future.succeededFuture();
          }
          give(
              account,
              session,
              rows.stream().filter(row -> isOf(row, conversation, session)).toList());
          remember(conversation, last(rows));
          return rows.size() < PAGE
              ? Future.succeededFuture()
              : deliverOf(account, session, conversation, last(rows));
        });
  }

  private boolean isOf(OfflineStore.Row row, Conversation conversation, Session session) {
    Message message = read(row);
    Jid from = message.from();
    return from != null
        && from.bare().equals(conversation.sender())
        && (session.full().equals(message.to()) || !session.isAvailable());
  }

  private void remember(Conversation conversation, long row) {
    looked.remove(conversation);
    looked.put(conversation, row);
    if (looked.size() > REMEMBERED) {
      looked.remove(looked.keySet().iterator().next());
    }
  }

  private void give(LiveAccount account, Session session, List<OfflineStore.Row> rows) {
    List<Long> inArchive = new ArrayList<>();
    for (OfflineStore.Row row : rows) {
      if (offline.depart(account.jid(), row.id())) {
        if (row.archived() && session.isArchiveAware()) {
          inArchive.add(row.id());
        } else {
          give(account, session, row);
        }
      }
    }
    if (!inArchive.isEmpty()) {
      // XEP-0386 §3.2: who binds so takes what it missed from the archive.
      offline.delete(account.jid(), inArchive);
    }
  }

  private void give(LiveAccount account, Session session, OfflineStore.Row row) {
    Message message = stamped(account.jid(), row);
    InFlight ticket =
        new InFlight(
            message, row.received().toEpochMilli(), null, new Place(row.id(), row.archived()));
    ticket.row(row.id());
    ticket.given(1);
    Message late = OfflineMessages.stamped(message, account.jid().domainJid(), row.received());
    session.deliver(new ToSession.Delivery(late, ticket));
  }

  /** The message with the id of the archive, under which others have had it perhaps. */
  private Message stamped(Jid account, OfflineStore.Row row) {
    Message message = read(row);
    Archive archive = home.archive();
    return row.archived() && archive != null
        ? StanzaIds.stamped(message, account, archive.stanzaId(account, row.id()))
        : message;
  }

  private static Message read(OfflineStore.Row row) {
    return (Message) Stanza.parse(XmlReader.read(row.stanza(), Namespaces.CLIENT));
  }
}

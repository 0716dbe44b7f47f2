package dev.parley.modules.message;

import dev.parley.core.bus.Origin;
import dev.parley.core.home.Archive;
import dev.parley.core.home.Archive.Direction;
import dev.parley.core.home.BusyException;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Router;
import dev.parley.core.home.StoringTask;
import dev.parley.core.module.Failures;
import dev.parley.core.module.MessagePath;
import dev.parley.core.module.Verdict;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages from the sessions of one home, on their way out. The home records the sender's copy and
 * sends the message on at once; when the copy is committed, the account's other sessions are shown
 * what was sent.
 */
final class OutboundMessages {
  private static final Logger LOG = LoggerFactory.getLogger(OutboundMessages.class);

  private final Home home;
  private final Router router;
  private final MessagePath path;
  private final Custody custody;
  private final OwnCopies copies;
  private final OwedCopies owed;
  private final Repeats repeats;

  OutboundMessages(
      Home home,
      Router router,
      MessagePath path,
      Custody custody,
      OwnCopies copies,
      OwedCopies owed,
      Repeats repeats) {
    this.home = home;
    this.router = router;
    this.path = path;
    this.copies = copies;
    this.owed = owed;
    this.repeats = repeats;
    this.custody = custody;
  }

  /** Takes a message of a session whose home looks at what it sends. */
  void send(Message message, @Nullable Origin origin) {
    Jid account = MessageService.sender(message).bare();
    Passage passage = new Passage(message, origin);
    if (repeats.isSuspect(message, origin)) {
      repeats.look(account, message, Direction.SENT, row -> passage.repeated = true);
    }
    home.with(account, passage);
  }

  /** Not by the router: the answer is in the name of somebody blocked (XEP-0191 §3.1). */
  private void refuseBlocked(Message message, @Nullable Origin origin) {
    if (Router.isAnswerable(message)) {
      home.answer(message.error(Failures.blocked()));
    }
    custody.safe(origin);
  }

  /** The message as the steps have changed it; null if it goes no further. */
  private @Nullable Message admit(LiveAccount account, Message message, @Nullable Origin origin) {
    Jid to = MessageService.target(message);
    if (!to.bare().equals(account.jid()) && home.screen().blocks(account.jid(), to)) {
      refuseBlocked(message, origin);
      return null;
    }
    Verdict verdict = path.decideOutgoing(home, account, message);
    if (verdict instanceof Verdict.Pass pass) {
      return pass.message();
    }
    if (verdict instanceof Verdict.Refuse refusal) {
      router.refuse(message, refusal.error());
    }
    custody.safe(origin);
    return null;
  }

  /** One message. */
  private final class Passage extends StoringTask implements OwedCopies.Owed {
    private final @Nullable Origin origin;
    private Message message;
    private Archive.@Nullable Recorded recorded;
    private boolean passed;
    private boolean bounced;

    /** True if its row is there, from before the server started. */
    private boolean repeated;

    Passage(Message message, @Nullable Origin origin) {
      this.message = message;
      this.origin = origin;
    }

    @Override
    protected @Nullable Future<?> begin(LiveAccount account) {
      Message admitted = admit(account, message, origin);
      if (admitted == null || isResent(account, admitted)) {
        return null;
      }
      message = admitted;
      if (owed.isFull(account.jid())) {
        failed(new BusyException(account.jid()));
        return null;
      }
      boolean own = MessageService.target(message).bare().equals(account.jid());
      passed = !own && !repeated;
      Archive archive = home.archive();
      // What an account sends to itself is recorded as it arrives.
      Archive.Recorded row =
          archive == null || own || repeated
              ? null
              : archive.record(account, message, Direction.SENT);
      if (row != null && row.committed().failed()) {
        // Storage is known to be away: nothing leaves then that the archive would lack.
        passed = false;
        failed(row.committed().cause());
        return null;
      }
      recorded = row;
      if (row != null) {
        copies.begun(origin);
      }
      router.route(message, origin);
      return row == null ? null : row.committed();
    }

    private boolean isResent(LiveAccount account, Message admitted) {
      Resends.Sight sight = copies.resends().look(account.jid(), admitted, origin);
      if (sight == Resends.Sight.SAFE) {
        custody.safe(origin);
      }
      return sight != Resends.Sight.NEW;
    }

    @Override
    protected void finish(LiveAccount account, @Nullable Throwable cause) {
      if (recorded != null && cause != null && OwedCopies.isForNow(cause)) {
        owed.owe(account.jid(), this);
      } else if (recorded != null && owed.isOwed(account.jid())) {
        owed.waitBehind(account.jid(), this);
      } else {
        settle(account, cause);
      }
    }

    @Override
    public Future<Void> write(LiveAccount account) {
      Archive archive = home.archive();
      return archive == null || recorded == null
          ? Future.succeededFuture()
          : archive.again(account, message, Direction.SENT, recorded);
    }

    @Override
    public boolean isAnsweredBy(Message error) {
      Jid from = error.from();
      bounced |=
          from != null
              && from.bare().equals(MessageService.target(message).bare())
              && error.id() != null
              && error.id().equals(message.id());
      return bounced;
    }

    @Override
    public void settle(LiveAccount account, @Nullable Throwable cause) {
      if (cause != null) {
        LOG.error("what {} has sent is missing in its archive", account.jid(), cause);
        router.refuse(message, Failures.toError(cause, message));
      }
      if (passed && !bounced && cause == null) {
        copy(account);
      }
      if (recorded != null && origin != null && copies.committed(origin)) {
        custody.safe(origin);
      }
    }

    private void copy(LiveAccount account) {
      if (home.copies() == null || account.sessions().size() < 2) {
        return;
      }
      Message sent =
          recorded == null
              ? message
              : StanzaIds.stamped(
                  StanzaIds.stripped(message, account.jid()), account.jid(), recorded.stanzaId());
      custody.shown().sent(account, sent);
    }

    @Override
    protected void failed(Throwable cause) {
      router.refuse(message, Failures.toError(cause, message));
      custody.safe(origin);
    }
  }
}

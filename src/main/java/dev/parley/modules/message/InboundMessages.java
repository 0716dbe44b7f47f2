package dev.parley.modules.message;

import dev.parley.core.bus.Origin;
import dev.parley.core.home.Archive;
import dev.parley.core.home.Archive.Direction;
import dev.parley.core.home.BusyException;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Router;
import dev.parley.core.home.ServiceMessages;
import dev.parley.core.home.Session;
import dev.parley.core.home.StoringTask;
import dev.parley.core.module.DeliveryListener;
import dev.parley.core.module.Failures;
import dev.parley.core.module.MessagePath;
import dev.parley.core.module.Verdict;
import dev.parley.modules.message.DeliveryRules.Decision;
import dev.parley.modules.message.DeliveryRules.Reach;
import dev.parley.modules.message.DeliveryRules.Target;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.StanzaError;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages to the accounts of one home: screened, passed through the steps of modules, recorded,
 * and then delivered as RFC 6121 §8.5 says. What is recorded is delivered when its row is
 * committed; what is not keeps its place among the others.
 */
final class InboundMessages {
  private final Home home;
  private final Router router;
  private final MessagePath path;
  private final Custody custody;
  private final OwedCopies owed;
  private final Repeats repeats;

  InboundMessages(
      Home home,
      Router router,
      MessagePath path,
      Custody custody,
      OwedCopies owed,
      Repeats repeats) {
    this.home = home;
    this.router = router;
    this.path = path;
    this.custody = custody;
    this.owed = owed;
    this.repeats = repeats;
  }

  /** Whether a service, or the domain itself, knows what to do with a message to it. */
  private boolean isTaken(Message message) {
    ServiceMessages services = home.neighbour(ServiceMessages.class);
    return (services != null && services.accept(message)) || home.take(message);
  }

  void accept(Message message, @Nullable Origin origin) {
    Jid to = MessageService.target(message);
    if (to.isDomain()) {
      if (isTaken(message)) {
        custody.safe(origin);
        return;
      }
      refuse(message, origin, StanzaError.of(StanzaError.Condition.SERVICE_UNAVAILABLE));
      return;
    }
    LiveAccount account = home.archive() == null ? home.ready(to.bare()) : null;
    if (account == null) {
      Passage passage = new Passage(message, origin);
      if (repeats.isSuspect(message, origin)) {
        repeats.look(to.bare(), message, Direction.RECEIVED, row -> passage.row = row);
      }
      home.with(to.bare(), passage);
    } else {
      Message admitted = admit(account, message, origin);
      if (admitted != null) {
        deliver(account, admitted, origin, Place.NONE);
      }
    }
  }

  /** The message as the steps have changed it; null if it goes no further. */
  private @Nullable Message admit(LiveAccount account, Message message, @Nullable Origin origin) {
    Jid from = message.from();
    if (from != null && home.screen().blocks(account.jid(), from)) {
      refuse(message, origin, StanzaError.of(StanzaError.Condition.SERVICE_UNAVAILABLE));
      return null;
    }
    Verdict verdict = path.decide(home, account, StanzaIds.stripped(message, account.jid()));
    if (verdict instanceof Verdict.Pass pass) {
      return pass.message();
    }
    if (verdict instanceof Verdict.Refuse refusal) {
      refuse(message, origin, refusal.error());
    } else {
      custody.safe(origin);
    }
    return null;
  }

  /** RFC 6121 §8.5, and what an account may have waiting for it (XEP-0160 §4). */
  private Decision decide(LiveAccount account, Message message) {
    Decision decision = decide(account, message, addressed(account, message));
    return decision == Decision.STORE && isTooMuch(account, message) ? Decision.REFUSE : decision;
  }

  private static Decision decide(
      LiveAccount account, Message message, @Nullable Session addressed) {
    Target target =
        MessageService.target(message).isBare()
            ? Target.BARE
            : addressed == null ? Target.MISSING_SESSION : Target.SESSION;
    return DeliveryRules.decide(message.type(), target, MessageService.reach(account));
  }

  private boolean isTooMuch(LiveAccount account, Message message) {
    return OfflineRules.isKept(message) && custody.offline().isFull(account.jid());
  }

  private static @Nullable Session addressed(LiveAccount account, Message message) {
    Jid to = MessageService.target(message);
    return to.isFull() ? account.session(to) : null;
  }

  /**
   * Delivers, or keeps. What has its place was accepted when it came: sessions that have ended
   * since do not make it too much.
   */
  private void deliver(LiveAccount account, Message message, @Nullable Origin origin, Place place) {
    Session addressed = addressed(account, message);
    boolean accepted = !place.equals(Place.NONE);
    switch (accepted ? decide(account, message, addressed) : decide(account, message)) {
      case DELIVER_TO_ALL -> give(account, null, message, origin, place);
      case DELIVER_TO_SESSION -> giveInOrder(account, addressed, message, origin, place);
      case STORE -> {
        List<Session> shown = store(account, message, origin, place);
        tell(account, message, shown, OfflineRules.isKept(message), place);
      }
      case REFUSE ->
          refuse(message, origin, StanzaError.of(StanzaError.Condition.SERVICE_UNAVAILABLE));
      case IGNORE -> custody.safe(origin);
    }
  }

  /** Before a message to a session, what its sender has waiting for it (RFC 6120 §10.1). */
  private void giveInOrder(
      LiveAccount account,
      @Nullable Session addressed,
      Message message,
      @Nullable Origin origin,
      Place place) {
    Jid from = message.from();
    Future<Void> earlier =
        addressed == null || from == null || !OfflineRules.isConversation(message)
            ? null
            : custody.deliverEarlier(account, addressed, from);
    if (earlier == null) {
      give(account, addressed, message, origin, place);
    } else {
      account
          .lane()
          .hold(earlier.onComplete(given -> give(account, addressed, message, origin, place)));
    }
  }

  private void give(
      LiveAccount account,
      @Nullable Session addressed,
      Message message,
      @Nullable Origin origin,
      Place place) {
    tell(account, message, custody.give(account, addressed, message, origin, place), false, place);
  }

  /** Keeps a message, if it is worth it; returns who was shown a copy. */
  private List<Session> store(
      LiveAccount account, Message message, @Nullable Origin origin, Place place) {
    boolean kept = OfflineRules.isKept(message);
    List<Session> shown = custody.shown().withoutDelivery(account, message, kept);
    if (kept) {
      custody
          .store(account.jid(), message, place)
          .onSuccess(stored -> custody.safe(origin))
          .onFailure(cause -> refuse(message, origin, Failures.toError(cause, message)));
    } else {
      custody.safe(origin);
    }
    return shown;
  }

  /** Keeps a message that has come back, if it is of a kind that is kept. */
  private void store(LiveAccount account, Message message, long received) {
    boolean kept = OfflineRules.isKept(message);
    custody.shown().withoutDelivery(account, message, kept);
    if (kept) {
      custody
          .store(account.jid(), message, Place.NONE, received)
          .onFailure(cause -> refuse(message, null, Failures.toError(cause, message)));
    }
  }

  /** Who gets it late sees since when it has been on its way (XEP-0203 §4). */
  private static Message dated(LiveAccount account, Message message, long received) {
    return received == 0
        ? message
        : OfflineMessages.stamped(
            message, account.jid().domainJid(), Instant.ofEpochMilli(received));
  }

  private void tell(
      LiveAccount account, Message message, List<Session> given, boolean stored, Place place) {
    if (path.isHeard()) {
      path.delivered(
          home, account, new DeliveryListener.Delivered(message, given, stored, place.archived()));
    }
  }

  /**
   * Takes a message that a session was given, which ended, and whose client may not have it.
   *
   * @param received when the server got it, in milliseconds since 1970; 0 for just now
   */
  void again(LiveAccount account, Message message, long received) {
    if (message.type() == Message.Type.GROUPCHAT) {
      // A room learns from the error that its occupant is gone (XEP-0045 §18.1).
      router.refuse(message, StanzaError.of(StanzaError.Condition.SERVICE_UNAVAILABLE));
    } else if (OfflineRules.isConversation(message)) {
      if (MessageService.reach(account) == Reach.SOMEBODY) {
        custody.give(account, null, dated(account, message, received), null, Place.NONE);
      } else if (isTooMuch(account, message)) {
        refuse(message, null, StanzaError.of(StanzaError.Condition.SERVICE_UNAVAILABLE));
      } else {
        store(account, message, received == 0 ? custody.now() : received);
      }
    }
  }

  private void refuse(Message message, @Nullable Origin origin, StanzaError error) {
    router.refuse(message, error);
    custody.safe(origin);
  }

  /** One message. */
  private final class Passage extends StoringTask implements OwedCopies.Owed {
    private final Message message;
    private final @Nullable Origin origin;
    private @Nullable Message admitted;
    private Place place = Place.NONE;
    private boolean expected;

    /** Its row from before the server started, if it is a repetition. */
    private Archive.@Nullable Recorded row;

    Passage(Message message, @Nullable Origin origin) {
      this.message = message;
      this.origin = origin;
    }

    @Override
    protected @Nullable Future<?> begin(LiveAccount account) {
      Message passed = admit(account, message, origin);
      admitted = passed;
      Archive archive = home.archive();
      if (passed == null || archive == null || !isAccepted(account, passed)) {
        return null;
      }
      if (owed.isFull(account.jid())) {
        admitted = null;
        failed(new BusyException(account.jid()));
        return null;
      }
      Archive.Recorded recorded =
          row == null ? archive.record(account, passed, Direction.RECEIVED) : row;
      if (recorded == null) {
        // Among others that are on their way into the archive, it keeps its place.
        place = new Place(home.rowIds().next(), false);
        return null;
      }
      place = new Place(recorded.id(), true);
      admitted = StanzaIds.stamped(passed, account.jid(), recorded.stanzaId());
      return recorded.committed();
    }

    /** What is answered with an error does not go into the archive. */
    private boolean isAccepted(LiveAccount account, Message passed) {
      return switch (decide(account, passed)) {
        case DELIVER_TO_ALL, DELIVER_TO_SESSION -> true;
        case STORE -> {
          expected = OfflineRules.isKept(passed);
          if (expected) {
            custody.offline().expect(account.jid());
          }
          yield true;
        }
        case REFUSE, IGNORE -> false;
      };
    }

    @Override
    protected void finish(LiveAccount account, @Nullable Throwable cause) {
      if (cause == null && place.archived() && owed.isOwed(account.jid())) {
        owed.waitBehind(account.jid(), this);
      } else {
        settle(account, cause);
      }
    }

    @Override
    public Future<Void> write(LiveAccount account) {
      return Future.succeededFuture(); // It is committed already.
    }

    @Override
    public void settle(LiveAccount account, @Nullable Throwable cause) {
      if (cause != null) {
        refuse(message, origin, Failures.toError(cause, message));
      } else if (row != null && isThere(account, row)) {
        custody.safe(origin);
      } else if (admitted != null) {
        deliver(account, admitted, origin, place);
      }
      if (expected) {
        custody.offline().expected(account.jid());
      }
    }

    /** True if no session needs the repetition: those that are there look into the archive. */
    private boolean isThere(LiveAccount account, Archive.Recorded first) {
      List<Session> sessions = account.sessions();
      return custody.offline().hasDeparted(account.jid(), first.id())
          || (!sessions.isEmpty() && sessions.stream().allMatch(Session::isArchiveAware));
    }

    @Override
    protected void failed(Throwable cause) {
      refuse(message, origin, Failures.toError(cause, message));
    }
  }
}

package dev.parley.modules.message;

import dev.parley.core.bus.Origin;
import dev.parley.core.bus.ToMessage;
import dev.parley.core.bus.ToSession;
import dev.parley.core.home.AccountTask;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Router;
import dev.parley.core.home.Session;
import dev.parley.core.home.SessionListener;
import dev.parley.core.module.Failures;
import dev.parley.core.module.MessagePath;
import dev.parley.core.module.Verdict;
import dev.parley.modules.message.DeliveryRules.Reach;
import dev.parley.modules.message.DeliveryRules.Target;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one home: from its accounts, to its accounts, and back from sessions that ended.
 *
 * <p>A message is safe, and acknowledged to its sender, when a client has it, when it is stored, or
 * when an error has gone back. See {@link Custody} for what is on its way.
 */
final class MessageService implements SessionListener {
  private final Home home;
  private final Router router;
  private final MessagePath path;
  private final Custody custody;

  MessageService(Home home, Router router, MessagePath path, Custody custody) {
    this.home = home;
    this.router = router;
    this.path = path;
    this.custody = custody;
  }

  void handle(ToMessage event) {
    if (event instanceof ToMessage.Inbound inbound) {
      inbound(inbound.message(), inbound.origin());
    } else if (event instanceof ToMessage.Taken taken) {
      custody.taken(taken.account(), taken.tickets());
    } else if (event instanceof ToMessage.Outbound outbound) {
      outbound(outbound.message(), outbound.origin());
    }
  }

  private void inbound(Message message, @Nullable Origin origin) {
    Jid to = target(message);
    if (to.isDomain()) {
      refuse(message, origin, StanzaError.of(StanzaError.Condition.SERVICE_UNAVAILABLE));
      return;
    }
    LiveAccount account = home.ready(to.bare());
    if (account != null) {
      accept(account, message, origin);
    } else {
      home.with(to.bare(), new Acceptance(message, origin));
    }
  }

  /** A message from an account of this home that looks at what it sends (XEP-0191 §3.1). */
  private void outbound(Message message, @Nullable Origin origin) {
    Jid from = sender(message);
    home.with(
        from.bare(),
        new AccountTask() {
          @Override
          public void run(LiveAccount account) {
            Jid to = target(message);
            if (!to.bare().equals(from.bare()) && home.screen().blocks(from.bare(), to)) {
              refuseOwn(message, origin);
            } else {
              router.route(message, origin);
            }
          }

          @Override
          public void failed(Throwable cause) {
            refuse(message, origin, Failures.toError(cause, message));
          }
        });
  }

  /** Not by the router: the answer is in the name of somebody blocked. */
  private void refuseOwn(Message message, @Nullable Origin origin) {
    if (Router.isAnswerable(message)) {
      home.answer(message.error(Failures.blocked()));
    }
    custody.safe(origin);
  }

  private void accept(LiveAccount account, Message message, @Nullable Origin origin) {
    Jid from = message.from();
    if (from != null && home.screen().blocks(account.jid(), from)) {
      refuse(message, origin, StanzaError.of(StanzaError.Condition.SERVICE_UNAVAILABLE));
      return;
    }
    Verdict verdict = path.decide(home, account, message);
    if (verdict instanceof Verdict.Pass pass) {
      deliver(account, pass.message(), origin);
    } else if (verdict instanceof Verdict.Refuse refusal) {
      refuse(message, origin, refusal.error());
    } else {
      custody.safe(origin);
    }
  }

  private void deliver(LiveAccount account, Message message, @Nullable Origin origin) {
    Jid to = target(message);
    Session addressed = to.isFull() ? account.session(to) : null;
    Target target =
        to.isFull() ? addressed == null ? Target.MISSING_SESSION : Target.SESSION : Target.BARE;
    switch (DeliveryRules.decide(message.type(), target, reach(account))) {
      case DELIVER_TO_SESSION -> {
        if (addressed != null) {
          custody.give(addressed, message, origin);
        }
      }
      case DELIVER_TO_ALL -> custody.give(account, message, origin);
      case STORE -> store(account, message, origin);
      case REFUSE ->
          refuse(message, origin, StanzaError.of(StanzaError.Condition.SERVICE_UNAVAILABLE));
      case IGNORE -> custody.safe(origin);
    }
  }

  static Reach reach(LiveAccount account) {
    if (!account.exists()) {
      return Reach.NO_ACCOUNT;
    }
    List<Session> sessions = account.sessions();
    for (int i = 0; i < sessions.size(); i++) {
      if (isWilling(sessions.get(i))) {
        return Reach.SOMEBODY;
      }
    }
    return Reach.NOBODY;
  }

  /** True for a session that gets what is sent to the bare JID (RFC 6121 §8.5.2.1). */
  static boolean isWilling(Session session) {
    return session.isAvailable() && session.priority() >= 0;
  }

  private void store(LiveAccount account, Message message, @Nullable Origin origin) {
    if (!OfflineRules.isKept(message)) {
      custody.safe(origin);
    } else if (custody.offline().isFull(account.jid())) {
      refuse(message, origin, StanzaError.of(StanzaError.Condition.SERVICE_UNAVAILABLE));
    } else {
      custody
          .store(account.jid(), message)
          .onSuccess(stored -> custody.safe(origin))
          .onFailure(cause -> refuse(message, origin, Failures.toError(cause, message)));
    }
  }

  private void refuse(Message message, @Nullable Origin origin, StanzaError error) {
    router.refuse(message, error);
    custody.safe(origin);
  }

  @Override
  public void bound(LiveAccount account, Session session) {
    if (home.screen().isActive(account.jid())) {
      home.bus().send(session.address(), new ToSession.Routing(true));
    }
  }

  @Override
  public void presence(LiveAccount account, Session session, boolean initial) {
    if (isWilling(session)) {
      custody.deliverWaiting(account, session);
    }
  }

  @Override
  public void ended(LiveAccount account, Session session, List<ToSession.Delivery> leftovers) {
    for (ToSession.Delivery delivery : leftovers) {
      Stanza stanza = delivery.stanza();
      if (stanza instanceof Message message) {
        returned(account, message, delivery);
      } else if (stanza instanceof Iq iq) {
        router.refuse(iq, StanzaError.of(StanzaError.Condition.SERVICE_UNAVAILABLE));
      }
    }
  }

  /** What a session did not take goes to the account's others, or waits (XEP-0198 §8). */
  private void returned(LiveAccount account, Message message, ToSession.Delivery delivery) {
    boolean conversation =
        message.type() == Message.Type.CHAT || message.type() == Message.Type.NORMAL;
    if (delivery.ticket() instanceof InFlight inFlight) {
      custody.returned(account, inFlight, conversation);
    } else if (!conversation) {
      bounceToRoom(message);
    } else if (reach(account) == Reach.SOMEBODY) {
      custody.give(account, message, null);
    } else {
      store(account, message, null);
    }
  }

  /** A room learns from the error that its occupant is gone (XEP-0045 §18.1). */
  private void bounceToRoom(Message message) {
    if (message.type() == Message.Type.GROUPCHAT) {
      router.refuse(message, StanzaError.of(StanzaError.Condition.SERVICE_UNAVAILABLE));
    }
  }

  private static Jid target(Message message) {
    return address(message.to(), "to");
  }

  private static Jid sender(Message message) {
    return address(message.from(), "from");
  }

  private static Jid address(@Nullable Jid address, String name) {
    if (address == null) {
      throw new IllegalStateException("a routed message has no '" + name + "'");
    }
    return address;
  }

  /** The acceptance of a message once its recipient's state is loaded. */
  private final class Acceptance implements AccountTask {
    private final Message message;
    private final @Nullable Origin origin;

    Acceptance(Message message, @Nullable Origin origin) {
      this.message = message;
      this.origin = origin;
    }

    @Override
    public void run(LiveAccount account) {
      accept(account, message, origin);
    }

    @Override
    public void failed(Throwable cause) {
      refuse(message, origin, Failures.toError(cause, message));
    }
  }
}

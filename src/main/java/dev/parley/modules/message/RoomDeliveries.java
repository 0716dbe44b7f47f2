package dev.parley.modules.message;

import dev.parley.core.bus.ToMessage;
import dev.parley.core.bus.ToSession;
import dev.parley.core.home.AccountTask;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Router;
import dev.parley.core.home.Session;
import dev.parley.core.module.DeliveryListener;
import dev.parley.core.module.MessagePath;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError;
import java.util.List;

/**
 * What rooms say to sessions of one home (XEP-0045 §7.4). It keeps its place among all else that
 * the account gets, but is neither recorded nor copied nor stored: the room remembers.
 */
final class RoomDeliveries {
  private final Home home;
  private final Router router;
  private final MessagePath path;

  RoomDeliveries(Home home, Router router, MessagePath path) {
    this.home = home;
    this.router = router;
    this.path = path;
  }

  void give(ToMessage.FromRoom words) {
    List<Jid> occupants = words.occupants();
    for (int i = 0; i < occupants.size(); i++) {
      Jid occupant = occupants.get(i);
      LiveAccount account = home.ready(occupant.bare());
      if (account != null) {
        give(account, occupant, words.stanzas());
      } else if (home.peek(occupant.bare()) == null) {
        returned(occupant, words.stanzas());
      } else {
        home.with(occupant.bare(), new Turn(occupant, words.stanzas()));
      }
    }
  }

  /** Who is not there hears nothing, but may be woken. */
  void missed(ToMessage.Missed words) {
    if (!path.isHeard()) {
      return;
    }
    for (Jid member : words.accounts()) {
      home.with(member, new Absence(words.message().withTo(member)));
    }
  }

  private void give(LiveAccount account, Jid occupant, List<? extends Stanza> stanzas) {
    Session session = account.session(occupant);
    if (session == null) {
      returned(occupant, stanzas);
      return;
    }
    boolean screened = home.screen().isActive(account.jid());
    for (int i = 0; i < stanzas.size(); i++) {
      Stanza stanza = stanzas.get(i);
      Jid from = stanza.from();
      if (!screened || from == null || !home.screen().blocks(account.jid(), from)) {
        Stanza addressed = stanza.withTo(occupant);
        session.deliver(new ToSession.Delivery(addressed));
        tell(account, session, addressed);
      }
    }
  }

  /** Only where nobody looks is there anybody to be woken. */
  private void tell(LiveAccount account, Session session, Stanza stanza) {
    if (stanza instanceof Message message
        && (session.isHibernating() || session.isInactive())
        && path.isHeard()) {
      path.delivered(
          home, account, new DeliveryListener.Delivered(message, List.of(session), false, false));
    }
  }

  /** From the error the room learns that its occupant is gone (XEP-0045 §18.1); one is enough. */
  private void returned(Jid occupant, List<? extends Stanza> stanzas) {
    for (Stanza stanza : stanzas) {
      if (stanza instanceof Message message) {
        router.refuse(
            message.withTo(occupant), StanzaError.of(StanzaError.Condition.RECIPIENT_UNAVAILABLE));
        return;
      }
    }
  }

  /** Something was said where somebody belongs and is not. */
  private final class Absence implements AccountTask {
    private final Message message;

    Absence(Message message) {
      this.message = message;
    }

    @Override
    public void run(LiveAccount account) {
      Jid from = message.from();
      boolean blocked = from == null || home.screen().blocks(account.jid(), from);
      if (account.exists() && !blocked) {
        path.delivered(
            home, account, new DeliveryListener.Delivered(message, List.of(), true, false));
      }
    }

    @Override
    public void failed(Throwable cause) {
      // Nobody is woken; the message waits in the archive.
    }
  }

  /** Behind what waits for the account. */
  private final class Turn implements AccountTask {
    private final Jid occupant;
    private final List<? extends Stanza> stanzas;

    Turn(Jid occupant, List<? extends Stanza> stanzas) {
      this.occupant = occupant;
      this.stanzas = stanzas;
    }

    @Override
    public void run(LiveAccount account) {
      give(account, occupant, stanzas);
    }

    @Override
    public void failed(Throwable cause) {
      returned(occupant, stanzas);
    }
  }
}

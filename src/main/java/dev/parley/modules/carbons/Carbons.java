package dev.parley.modules.carbons;

import dev.parley.core.bus.ToSession;
import dev.parley.core.home.AccountState;
import dev.parley.core.home.Copies;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Session;
import dev.parley.core.home.SessionListener;
import dev.parley.core.module.IqRequest;
import dev.parley.modules.carbons.CarbonRules.Direction;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** The copies that sessions of one home have asked for. */
final class Carbons implements Copies, SessionListener, AccountState {
  private static final String FORWARD = "urn:xmpp:forward:0";

  /** Weak, as a session that was bound may never become ready, and then is never heard of again. */
  private final Set<Session> enabled = Collections.newSetFromMap(new WeakHashMap<>());

  private final Map<Jid, SentMessages> sent = new HashMap<>();

  /** §4; asking twice is no error (§10.1). */
  Future<Iq> enable(IqRequest request) {
    Session session = request.theAccount().session(request.asker());
    if (session != null) {
      enabled.add(session);
    }
    return Future.succeededFuture(request.iq().result());
  }

  /** The same while binding (XEP-0386 §4): an answer is not foreseen. */
  Future<Optional<Element>> bind(LiveAccount account, Session session, @Nullable Element request) {
    if (request != null && request.is(CarbonsModule.NS, "enable")) {
      enabled.add(session);
    }
    return Future.succeededFuture(Optional.empty());
  }

  /** §5. */
  Future<Iq> disable(IqRequest request) {
    enabled.remove(request.theAccount().session(request.asker()));
    return Future.succeededFuture(request.iq().result());
  }

  @Override
  public boolean isWanted(Session session) {
    return enabled.contains(session);
  }

  /** §7. */
  @Override
  public @Nullable Message received(LiveAccount account, Message message) {
    if (message.type() == Message.Type.ERROR) {
      SentMessages answered = sent.get(account.jid());
      return answered != null && answered.isAnsweredBy(message)
          ? copy(account, "received", message)
          : null;
    }
    return CarbonRules.isEligible(message, Direction.RECEIVED)
        ? copy(account, "received", message)
        : null;
  }

  /** §8. */
  @Override
  public @Nullable Message sent(LiveAccount account, Message message) {
    if (!CarbonRules.isEligible(message, Direction.SENT)) {
      return null;
    }
    sent.computeIfAbsent(account.jid(), first -> new SentMessages()).add(message);
    return copy(account, "sent", message);
  }

  private static Message copy(LiveAccount account, String direction, Message message) {
    Element forwarded = Element.builder(FORWARD, "forwarded").child(message.toElement()).build();
    Element wrapper = Element.builder(CarbonsModule.NS, direction).child(forwarded).build();
    return Message.of(message.type(), null, List.of(wrapper)).withFrom(account.jid());
  }

  @Override
  public void ended(LiveAccount account, Session session, List<ToSession.Delivery> leftovers) {
    enabled.remove(session);
  }

  @Override
  public Future<?> load(Jid account) {
    return Future.succeededFuture();
  }

  @Override
  public void drop(Jid account) {
    sent.remove(account);
  }
}

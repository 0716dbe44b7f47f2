package dev.parley.modules.caps;

import dev.parley.core.bus.ToSession;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Session;
import dev.parley.core.home.SessionListener;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.xml.Element;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Capabilities of the clients of one home: asked for once for each hash, kept for all only if the
 * answer matches it (XEP-0115 §5.4), else for that client alone. Strangers cannot put anything in:
 * only sessions of this home are asked.
 */
final class ClientCapabilities implements Capabilities, SessionListener {
  private static final int MAX_KNOWN = 1_000;
  private static final int MAX_FEATURES = 500;

  private final Home home;
  private final Map<Jid, Set<String>> sessions = new HashMap<>();
  private final Map<Jid, Announced> announced = new HashMap<>();
  private final Map<Announced, Set<String>> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Announced, Set<String>> eldest) {
          return size() > MAX_KNOWN;
        }
      };

  private Listener listener = (account, session, features) -> {};

  ClientCapabilities(Home home) {
    this.home = home;
  }

  @Override
  public void listen(Listener one) {
    listener = one;
  }

  @Override
  public Set<String> features(Jid session) {
    return sessions.getOrDefault(session, Set.of());
  }

  @Override
  public void presence(LiveAccount account, Session session, boolean initial) {
    Presence presence = session.presence();
    Announced caps = presence == null ? null : Announced.of(presence);
    if (caps == null || caps.equals(announced.put(session.full(), caps))) {
      return;
    }
    Set<String> features = known.get(caps);
    if (features != null) {
      keep(account, session, features);
    } else {
      ask(account, session, caps);
    }
  }

  private void ask(LiveAccount account, Session session, Announced caps) {
    Iq question =
        Iq.get(session.full(), "caps", caps.question()).withFrom(account.jid().domainJid());
    home.questions()
        .ask(session, question)
        .onSuccess(answer -> learn(account, session, caps, answer));
  }

  private void keep(LiveAccount account, Session session, Set<String> features) {
    sessions.put(session.full(), features);
    listener.learned(account, session, features);
  }

  private void learn(LiveAccount account, Session session, Announced caps, Iq answer) {
    Element query = answer.child(Verification.INFO, "query");
    if (answer.type() != Iq.Type.RESULT
        || query == null
        || !caps.equals(announced.get(session.full()))) {
      return;
    }
    Set<String> features =
        query.elements().stream()
            .filter(child -> child.is(Verification.INFO, "feature"))
            .map(child -> child.attribute("var"))
            .filter(name -> name != null && name.length() <= Announced.MAX_TEXT)
            .limit(MAX_FEATURES)
            .collect(Collectors.toUnmodifiableSet());
    keep(account, session, features);
    if (Verification.confirms(caps, query)) {
      known.put(caps, features);
    }
  }

  @Override
  public void ended(LiveAccount account, Session session, List<ToSession.Delivery> leftovers) {
    sessions.remove(session.full());
    announced.remove(session.full());
  }
}

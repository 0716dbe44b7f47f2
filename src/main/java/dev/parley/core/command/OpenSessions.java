package dev.parley.core.command;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The sessions of one context, few for each requester, each forgotten when nobody goes on. */
final class OpenSessions<C> {
  static final int MAX = 2000;
  static final int MAX_PER_REQUESTER = 10;
  static final long LIFETIME_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final int MAX_ENDED = 1000;
  private static final int ID_BYTES = 18;

  private final SecureRandom random = new SecureRandom();
  private final LongSupplier nanoClock;

  /** By id; that which was not used for longest comes first. */
  private final Map<String, CommandSession<C>> sessions = new LinkedHashMap<>(16, 0.75f, true);

  /** Ids that were, to tell them from those that never were. */
  private final Set<String> ended = new LinkedHashSet<>();

  OpenSessions(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** A new session; ends an older one of a requester who has too many. */
  CommandSession<C> begin(Iq iq, String node) {
    expire();
    Jid requester = Objects.requireNonNull(iq.from());
    Deque<CommandSession<C>> own = new ArrayDeque<>();
    for (CommandSession<C> session : sessions.values()) {
      if (session.requester().bare().equals(requester.bare())) {
        own.add(session);
      }
    }
    if (own.size() >= MAX_PER_REQUESTER) {
      end(own.element());
    }
    if (sessions.size() >= MAX) {
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT);
    }
    CommandSession<C> session =
        new CommandSession<>(id(), node, requester, Objects.requireNonNull(iq.to()));
    session.touch(nanoClock.getAsLong());
    sessions.put(session.id(), session);
    return session;
  }

  /** The session of that id, if it is the requester's own; touched. */
  CommandSession<C> find(Iq iq, String node, String id) {
    expire();
    CommandSession<C> session = sessions.get(id);
    if (session == null) {
      throw (ended.contains(id) ? CommandError.SESSION_EXPIRED : CommandError.BAD_SESSIONID)
          .toException();
    }
    boolean own =
        session.isBetween(Objects.requireNonNull(iq.from()), Objects.requireNonNull(iq.to()));
    if (!own || !session.node().equals(node)) {
      throw CommandError.BAD_SESSIONID.toException();
    }
    session.touch(nanoClock.getAsLong());
    return session;
  }

  void end(CommandSession<C> session) {
    if (sessions.remove(session.id()) != null) {
      remember(session.id());
    }
  }

  private void expire() {
    long limit = nanoClock.getAsLong() - LIFETIME_NANOS;
    Iterator<CommandSession<C>> oldest = sessions.values().iterator();
    while (oldest.hasNext()) {
      CommandSession<C> session = oldest.next();
      if (session.touched() - limit > 0) {
        return;
      }
      oldest.remove();
      remember(session.id());
    }
  }

  private void remember(String id) {
    ended.add(id);
    if (ended.size() > MAX_ENDED) {
      Iterator<String> first = ended.iterator();
      first.next();
      first.remove();
    }
  }

  private String id() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }
}

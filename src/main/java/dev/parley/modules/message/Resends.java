package dev.parley.modules.message;

import dev.parley.core.bus.Origin;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Knows again what a client sends a second time, since it lost its connection before it was told
 * that the first is safe. Such a message bears an origin id (XEP-0359 §3), and says the same. It
 * goes no further, and is safe when the first is.
 *
 * <p>What is remembered is lost when the server stops: then see {@link Repeats}.
 */
final class Resends {
  /** Most messages that are remembered for all accounts of a home. */
  static final int MOST = 512;

  /** How long they are. */
  static final Duration KEPT = Duration.ofHours(24);

  private static final String SID = "urn:xmpp:sid:0";
  private static final String DELAY = "urn:xmpp:delay";

  private final InstantSource clock;
  private final Map<Key, First> known = new Bounded();

  /** Those of the known that are not safe yet. */
  private final Map<Origin, First> unsafe = new HashMap<>();

  Resends(InstantSource clock) {
    this.clock = clock;
  }

  private record Key(Jid account, Jid peer, String id) {}

  /** A message that was sent on. */
  private static final class First {
    private final int content;
    private final long time;
    private final Origin origin;
    private final List<Origin> waiting = new ArrayList<>(0);
    private boolean safe;

    First(int content, long time, Origin origin) {
      this.content = content;
      this.time = time;
      this.origin = origin;
    }
  }

  /** What has come last of a message. */
  enum Sight {
    /** It is new. */
    NEW,
    /** It has been sent on, and its sender will hear when that is safe. */
    KNOWN,
    /** It has been sent on, and is safe. */
    SAFE
  }

  /**
   * Looks at what an account of this home sends, and remembers it.
   *
   * @param origin null for a sender that waits for no acknowledgement, who sends nothing again
   */
  Sight look(Jid account, Message message, @Nullable Origin origin) {
    Key key = key(account, message.to(), message);
    if (key == null || origin == null) {
      return Sight.NEW;
    }
    int content = content(message);
    First first = known.get(key);
    if (first == null || first.content != content || first.time < oldest()) {
      remember(key, new First(content, clock.millis(), origin));
      return Sight.NEW;
    }
    if (first.safe) {
      return Sight.SAFE;
    }
    first.waiting.add(origin);
    return Sight.KNOWN;
  }

  private void remember(Key key, First first) {
    forget(known.put(key, first));
    unsafe.put(first.origin, first);
  }

  private long oldest() {
    return clock.millis() - KEPT.toMillis();
  }

  /** An answer to what was sent: after an error the sender may well try again. */
  void answered(Jid account, Message error) {
    Jid from = error.from();
    String id = error.id();
    if (from != null && id != null && !known.isEmpty()) {
      forget(known.remove(new Key(account, from.bare(), id)));
    }
  }

  private void forget(@Nullable First first) {
    if (first != null && first.waiting.isEmpty()) {
      unsafe.remove(first.origin);
    }
  }

  /** The first is safe: returns those that were sent again, which are too. */
  List<Origin> safe(Origin origin) {
    First first = unsafe.remove(origin);
    if (first == null) {
      return List.of();
    }
    first.safe = true;
    return first.waiting;
  }

  /** True if there is nothing to be told by {@link #safe}. */
  boolean isIdle() {
    return unsafe.isEmpty();
  }

  private static @Nullable Key key(Jid account, @Nullable Jid peer, Message message) {
    String name = name(message);
    return name == null || peer == null ? null : new Key(account, peer.bare(), name);
  }

  /** True if its client has named it so that it can be known again. */
  static boolean isNamed(Message message) {
    return name(message) != null;
  }

  private static @Nullable String name(Message message) {
    Element id = message.child(SID, "origin-id");
    String name = id == null ? null : id.attribute("id");
    return name != null && name.equals(message.id()) ? name : null;
  }

  /** Of all that is said; some clients add to the second when they sent the first. */
  private static int content(Message message) {
    int hash = message.type().name().hashCode();
    for (Element child : message.children()) {
      hash = child.is(DELAY, "delay") ? hash : hash * 31 + child.hashCode();
    }
    return hash;
  }

  /** Forgets the oldest. */
  private final class Bounded extends LinkedHashMap<Key, First> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Key, First> eldest) {
      boolean tooMany = size() > MOST;
      if (tooMany) {
        forget(eldest.getValue());
      }
      return tooMany;
    }
  }
}

package dev.parley.core.home;

import dev.parley.core.auth.Access;
import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Bus;
import dev.parley.core.bus.BusAddress;
import dev.parley.core.bus.ToPresence;
import dev.parley.core.bus.ToSession;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Presence;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One bound resource of an account, as its home knows it (RFC 6120 §7). Used on the home's context
 * only; what a feature keeps for a session it keeps itself, keyed by the full JID.
 */
public final class Session {
  private final Jid full;
  private String stream;
  private Access access;
  private final boolean archiveAware;
  private final Bus bus;
  private final BusAddress<ToSession> address;
  private boolean ready;
  private boolean hibernating;
  private long lostAt;
  private boolean inactive;
  private @Nullable Kept kept;
  private @Nullable String token;
  private Duration patience = Duration.ZERO;
  private @Nullable Presence presence;
  private @Nullable Presence farewell;
  private int priority;

  Session(Bus bus, Jid full, ToPresence.Bind bind) {
    this.bus = bus;
    this.full = full;
    this.stream = bind.stream();
    this.access = bind.access();
    this.archiveAware = bind.inline() != null;
    this.address = Addresses.session(full);
  }

  /** The full JID. */
  public Jid full() {
    return full;
  }

  /** Where it is told things while a stream carries it. */
  BusAddress<ToSession> address() {
    return address;
  }

  /** The id of the stream that carries it, or has carried it last. */
  public String stream() {
    return stream;
  }

  /** How it has come in. */
  public Access access() {
    return access;
  }

  /**
   * True if it was bound by Bind 2: what has waited for the account it takes from the archive
   * (XEP-0386 §3.2).
   */
  public boolean isArchiveAware() {
    return archiveAware;
  }

  /**
   * Tells its edge something, behind all that it was told before. While no stream carries the
   * session, that waits.
   */
  public void deliver(ToSession event) {
    Kept keeping = kept;
    if (keeping == null) {
      bus.send(address, event);
    } else {
      keeping.add(event);
    }
  }

  /** True while its connection is lost and its client may come back (XEP-0198 §5). */
  public boolean isHibernating() {
    return hibernating;
  }

  /** True while nobody looks at what its client shows (XEP-0352); never while it hibernates. */
  public boolean isInactive() {
    return inactive;
  }

  void inactive(boolean unseen) {
    inactive = unseen;
  }

  /** By which its client may ask for it; null if it may not. */
  @Nullable String token() {
    return token;
  }

  /** How long it is kept without a connection. */
  Duration patience() {
    return patience;
  }

  void resumable(String name, Duration keeping) {
    token = name;
    patience = keeping;
  }

  /** What it is told while no stream carries it; null while one does. */
  @Nullable Kept kept() {
    return kept;
  }

  /** Its edge is asked to let go of it: what it is told from now on waits. */
  void leave(ToSession.Release release, Kept keeping) {
    bus.send(address, release);
    kept = keeping;
  }

  /** When its connection was lost, in milliseconds since 1970; 0 unless it hibernates. */
  public long lostAt() {
    return lostAt;
  }

  /** No stream carries it any more since that time, in milliseconds since 1970. */
  void hibernate(long millis) {
    hibernating = true;
    lostAt = millis;
    inactive = false;
  }

  /**
   * Another stream is about to carry it.
   *
   * @param entered how its client has come in this time: it may do what that allows, and stays on
   *     the device it was on if the client has not said which it is
   */
  void move(String to, Access entered) {
    stream = to;
    String device = entered.device() == null ? access.device() : entered.device();
    access = new Access(entered.temporary(), device, entered.appPassword());
  }

  /** Its new edge consumes what it is told. */
  void wake() {
    Kept keeping = kept;
    kept = null;
    hibernating = false;
    lostAt = 0;
    if (keeping != null) {
      keeping.since().forEach(this::deliver);
    }
  }

  /** The last available presence it sent to everybody; null while it is unavailable. */
  public @Nullable Presence presence() {
    return presence;
  }

  /** The unavailable presence it last sent to everybody; null while it is available. */
  public @Nullable Presence farewell() {
    return farewell;
  }

  /** True if it has sent available presence (an "available resource", RFC 6121 §4.2.1). */
  public boolean isAvailable() {
    return presence != null;
  }

  /** Priority of an available session, -128 to 127 (RFC 6121 §4.7.2.3); 0 while unavailable. */
  public int priority() {
    return priority;
  }

  void presence(Presence broadcast) {
    boolean available = broadcast.type() == Presence.Type.AVAILABLE;
    presence = available ? broadcast : null;
    farewell = available ? null : broadcast;
    priority = available ? broadcast.priority() : 0;
  }

  boolean isReady() {
    return ready;
  }

  void becomeReady() {
    ready = true;
  }
}

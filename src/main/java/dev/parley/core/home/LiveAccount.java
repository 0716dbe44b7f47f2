package dev.parley.core.home;

import dev.parley.protocol.jid.Jid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The live state of one bare JID at its home: whether the account exists, its sessions, and the
 * lane that keeps what concerns it in order. Used on the home's context only.
 */
public final class LiveAccount {
  private final Jid jid;
  private final Lane lane = new Lane();
  private final List<Session> sessions = new ArrayList<>(2);
  private final List<Session> view = Collections.unmodifiableList(sessions);
  private boolean loaded;
  private boolean exists;
  private @Nullable Throwable failure;
  private long touched;
  private boolean temporary;
  private int bound;

  LiveAccount(Jid jid) {
    this.jid = jid;
  }

  /** The bare JID. */
  public Jid jid() {
    return jid;
  }

  /** False if nobody has this account, or it was deleted. */
  public boolean exists() {
    return exists;
  }

  /** The sessions that can be delivered to, in the order they were bound. Changes as they do. */
  public List<Session> sessions() {
    return view;
  }

  /** The session of a full JID, null if there is none. */
  public @Nullable Session session(Jid full) {
    for (int i = 0; i < sessions.size(); i++) {
      Session session = sessions.get(i);
      if (session.full().equals(full)) {
        return session;
      }
    }
    return null;
  }

  /** True if a session has sent available presence. */
  public boolean isAvailable() {
    for (int i = 0; i < sessions.size(); i++) {
      if (sessions.get(i).isAvailable()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Keeps what concerns the account in order. A task that has to wait for storage before the next
   * may go on holds it.
   */
  public Lane lane() {
    return lane;
  }

  boolean isLoaded() {
    return loaded;
  }

  void loaded(boolean accountExists) {
    loaded = true;
    exists = accountExists;
  }

  void exists(boolean accountExists) {
    exists = accountExists;
  }

  @Nullable Throwable failure() {
    return failure;
  }

  void failed(Throwable cause) {
    failure = cause;
  }

  long touched() {
    return touched;
  }

  void touch(long now) {
    touched = now;
  }

  /** How many sessions are bound, ready or not. */
  int bound() {
    return bound;
  }

  void bound(int more) {
    bound += more;
  }

  /** True if it exists only as long as it has a session (XEP-0175): nothing is stored for it. */
  public boolean isTemporary() {
    return temporary;
  }

  /** From now on it exists, as long as it has a session (XEP-0175). */
  void becomeTemporary() {
    temporary = true;
    exists = true;
  }

  void add(Session session) {
    sessions.add(session);
  }

  void remove(Session session) {
    sessions.remove(session);
  }
}

package dev.parley.core.auth;

import dev.parley.protocol.jid.Jid;

/**
 * Remembers which accounts had their sessions ended lately, for logins that were under way: they
 * proved a password that may no longer be the right one, and have no session yet that could be
 * ended. Safe for all threads.
 */
public final class AccountChanges {
  private static final int MAX_REMEMBERED = 10_000;

  private final RecentMap<Jid, Long> changes = new RecentMap<>(MAX_REMEMBERED);
  private long count;

  /** The largest count that was forgotten. */
  private long forgotten;

  /** The moment from which on a login asks for changes. */
  public synchronized long now() {
    return count;
  }

  /**
   * True if the sessions of the account ended after that moment, or if that is so long ago that
   * nobody remembers: then the login is refused, and another succeeds.
   */
  public synchronized boolean endedSince(Jid account, long moment) {
    Long change = changes.get(account);
    return moment < forgotten || change != null && change > moment;
  }

  /** Takes note that the sessions of an account end. */
  synchronized void ended(Jid account) {
    count++;
    Long evicted = changes.put(account, count);
    if (evicted != null) {
      forgotten = Math.max(forgotten, evicted);
    }
  }
}

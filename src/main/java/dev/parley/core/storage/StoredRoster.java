package dev.parley.core.storage;

import java.util.List;

/**
 * One contact list as it is stored.
 *
 * @param version of the last change, 0 if there was none
 * @param pruned tombstones up to this version are gone: a client that has an older version needs
 *     the whole roster; 0 if none were pruned
 * @param items by the JID of the contact, tombstones among them
 */
public record StoredRoster(long version, long pruned, List<StoredRosterItem> items) {

  /** Copies the list. */
  public StoredRoster {
    items = List.copyOf(items);
  }
}

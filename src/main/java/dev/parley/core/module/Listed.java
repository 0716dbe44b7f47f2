package dev.parley.core.module;

import dev.parley.core.storage.BlocklistHash;
import dev.parley.protocol.jid.Jid;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Whom lists block, by hashes as in {@link BlocklistHash}. Usable from any thread. */
public final class Listed {
  private volatile Map<String, Set<String>> lists = Map.of();

  /** True if there is anybody at all. */
  public boolean isActive() {
    return !lists.isEmpty();
  }

  /** True if a list has the bare JID or its domain. */
  public boolean has(Jid jid) {
    Map<String, Set<String>> now = lists;
    if (now.isEmpty()) {
      return false;
    }
    String person = BlocklistHash.of(jid);
    String domain = jid.isDomain() ? person : BlocklistHash.of(jid.domain());
    return now.values().stream()
        .anyMatch(hashes -> hashes.contains(person) || hashes.contains(domain));
  }

  /** Adds to a list and removes from it. */
  public synchronized void change(
      String list, Collection<String> added, Collection<String> removed) {
    Set<String> hashes = new HashSet<>(lists.getOrDefault(list, Set.of()));
    hashes.removeAll(Set.copyOf(removed));
    hashes.addAll(added);
    replace(list, hashes);
  }

  /** A list is this now; it is kept as it is, and must not change any more. */
  public synchronized void replace(String list, Set<String> hashes) {
    Map<String, Set<String>> changed = new HashMap<>(lists);
    if (hashes.isEmpty()) {
      changed.remove(list);
    } else {
      changed.put(list, hashes);
    }
    lists = Map.copyOf(changed);
  }

  /** What a list has now; not to be changed. */
  public Set<String> of(String list) {
    return lists.getOrDefault(list, Set.of());
  }
}

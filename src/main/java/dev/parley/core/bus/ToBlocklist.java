package dev.parley.core.bus;

import dev.parley.core.storage.BlocklistStore.Entry;
import java.util.List;

/** What who keeps block lists is told. */
public sealed interface ToBlocklist {
  /**
   * The operator's own list is another, and is stored as such. Answered when it holds.
   *
   * @param removed hashes
   */
  record Changed(List<Entry> added, List<String> removed) implements ToBlocklist, Request<Boolean> {
    /** Copies both. */
    public Changed {
      added = List.copyOf(added);
      removed = List.copyOf(removed);
    }
  }

  /** There is a connection to another domain now. */
  record Connected(String domain) implements ToBlocklist {}
}

package dev.parley.transport.s2s;

import dev.parley.protocol.jid.Jid;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pairs of domains for which one stream may bring stanzas. */
final class ProvenPairs {
  private final Set<DomainPair> pairs = new HashSet<>(2);
  private final Set<String> remotes = new HashSet<>(2);

  /** The pair of the stanza before; most streams carry one pair. */
  private @Nullable DomainPair last;

  /** Adds a pair; false if it was there. */
  boolean add(DomainPair pair) {
    remotes.add(pair.remote());
    last = pair;
    return pairs.add(pair);
  }

  boolean contains(DomainPair pair) {
    return pairs.contains(pair);
  }

  /** Whether stanzas from one address to the other may come. */
  boolean allow(Jid from, Jid to) {
    DomainPair usual = last;
    if (usual != null
        && usual.remote().equals(from.domain())
        && usual.local().equals(to.domain())) {
      return true;
    }
    DomainPair pair = new DomainPair(to.domain(), from.domain());
    if (!pairs.contains(pair)) {
      return false;
    }
    last = pair;
    return true;
  }

  /** Whether the peer has proven that it is this domain, towards any of ours. */
  boolean isProven(String remote) {
    return remotes.contains(remote);
  }

  boolean isEmpty() {
    return pairs.isEmpty();
  }

  int size() {
    return pairs.size();
  }

  /** All of them. */
  Set<DomainPair> all() {
    return pairs;
  }

  /** The domains that the peer has proven to be. */
  Set<String> remotes() {
    return remotes;
  }
}

package dev.parley.modules.blocking;

import dev.parley.core.storage.ValueCodec;
import dev.parley.protocol.jid.Jid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The addresses that one account blocks, in the order they were blocked. */
record Blocklist(List<Jid> addresses, Set<Jid> lookup) {
  static final Blocklist EMPTY = new Blocklist(List.of(), Set.of());

  /** One address a line: none holds a line break. */
  static final ValueCodec<Blocklist> CODEC =
      new ValueCodec<>() {
        @Override
        public String encode(Blocklist list) {
          return list.addresses().stream().map(Jid::toString).collect(Collectors.joining("\n"));
        }

        @Override
        public Blocklist decode(String stored) {
          return of(stored.lines().map(Jid::parse).toList());
        }
      };

  static Blocklist of(Collection<Jid> addresses) {
    Set<Jid> once = new LinkedHashSet<>(addresses);
    return new Blocklist(List.copyOf(once), Set.copyOf(once));
  }

  Blocklist with(List<Jid> more) {
    List<Jid> all = new ArrayList<>(addresses);
    all.addAll(more);
    return of(all);
  }

  Blocklist without(List<Jid> less) {
    List<Jid> rest = new ArrayList<>(addresses);
    rest.removeAll(less);
    return of(rest);
  }

  boolean isEmpty() {
    return addresses.isEmpty();
  }

  /**
   * True if an entry matches, in the order of XEP-0191 §3.5: full, bare, domain/resource, domain.
   */
  boolean matches(Jid peer) {
    if (lookup.isEmpty()) {
      return false;
    }
    String resource = peer.resource();
    return lookup.contains(peer)
        || lookup.contains(peer.bare())
        || lookup.contains(peer.domainJid())
        || (resource != null && lookup.contains(peer.domainJid().withResource(resource)));
  }
}

package dev.parley.modules.muc;

import dev.parley.core.bus.Shard;
import dev.parley.core.home.Domains;
import dev.parley.protocol.jid.Jid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sessions that are told the same. Immutable.
 *
 * @param local those of this server, by the shard of their accounts
 * @param remote those of others
 */
record Audience(List<Group> local, List<Jid> remote) {
  /** Nobody. */
  static final Audience NOBODY = new Audience(List.of(), List.of());

  /** Sessions whose accounts are of one shard. */
  record Group(int shard, List<Jid> sessions) {}

  /** Puts sessions in order. */
  static Audience of(Collection<Jid> sessions, Domains domains) {
    if (sessions.isEmpty()) {
      return NOBODY;
    }
    Map<Integer, List<Jid>> shards = new TreeMap<>();
    List<Jid> remote = new ArrayList<>(0);
    for (Jid session : sessions) {
      if (domains.isLocal(session.domain())) {
        shards.computeIfAbsent(Shard.of(session), first -> new ArrayList<>(4)).add(session);
      } else {
        remote.add(session);
      }
    }
    List<Group> local = new ArrayList<>(shards.size());
    shards.forEach((shard, members) -> local.add(new Group(shard, List.copyOf(members))));
    return new Audience(List.copyOf(local), List.copyOf(remote));
  }

  /** All but some. */
  @SuppressWarnings("ReferenceEquality") // the same list is given back if nobody has left
  Audience without(Collection<Jid> sessions) {
    if (sessions.isEmpty()) {
      return this;
    }
    List<Group> kept = new ArrayList<>(local.size());
    for (Group group : local) {
      List<Jid> left = without(group.sessions(), sessions);
      if (!left.isEmpty()) {
        kept.add(left == group.sessions() ? group : new Group(group.shard(), left));
      }
    }
    return new Audience(kept, without(remote, sessions));
  }

  private static List<Jid> without(List<Jid> all, Collection<Jid> sessions) {
    for (Jid one : all) {
      if (sessions.contains(one)) {
        return all.stream().filter(other -> !sessions.contains(other)).toList();
      }
    }
    return all;
  }

  /** True if there is nobody. */
  boolean isEmpty() {
    return local.isEmpty() && remote.isEmpty();
  }
}

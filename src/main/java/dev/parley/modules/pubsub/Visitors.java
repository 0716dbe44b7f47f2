package dev.parley.modules.pubsub;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToPubsub;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.RemoteContacts;
import dev.parley.modules.caps.Announced;
import dev.parley.modules.caps.RemoteCapabilities;
import dev.parley.modules.roster.Roster;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Presence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The clients of contacts on other servers that are available, as the presence of the home's
 * accounts says, and what they want to hear of (XEP-0163 §4.2). Known as long as the account is in
 * memory; when somebody of the account comes, its probes make them known again.
 */
final class Visitors implements RemoteContacts {
  /** Clients that are known to one account. */
  static final int MAX_CLIENTS = 1_000;

  /** Clients of one contact. */
  static final int MAX_OF_CONTACT = 10;

  private final Home home;
  private final Map<Jid, Guests> accounts = new HashMap<>();

  Visitors(Home home) {
    this.home = home;
  }

  /** A client; its wishes are empty until they are known. */
  private static final class Client {
    private final Announced caps;
    private Set<String> nodes;

    Client(Announced caps, Set<String> nodes) {
      this.caps = caps;
      this.nodes = nodes;
    }
  }

  /** Those of one account, by their bare and their full JIDs. */
  private static final class Guests {
    private final Map<Jid, Map<Jid, Client>> contacts = new HashMap<>();
    private int size;

    @Nullable Client find(Jid full) {
      Map<Jid, Client> clients = contacts.get(full.bare());
      return clients == null ? null : clients.get(full);
    }

    boolean hasRoom(Jid contact) {
      Map<Jid, Client> clients = contacts.get(contact);
      return size < MAX_CLIENTS && (clients == null || clients.size() < MAX_OF_CONTACT);
    }

    void put(Jid full, Client client) {
      Map<Jid, Client> clients = contacts.computeIfAbsent(full.bare(), bare -> new HashMap<>(2));
      if (clients.put(full, client) == null) {
        size++;
      }
    }

    void remove(Jid who) {
      Map<Jid, Client> clients = contacts.get(who.bare());
      if (clients == null) {
        return;
      }
      size -= clients.size();
      if (who.isBare()) {
        clients.clear();
      } else {
        clients.remove(who);
      }
      size += clients.size();
      if (clients.isEmpty()) {
        contacts.remove(who.bare());
      }
    }
  }

  @Override
  public void presence(LiveAccount account, Presence presence) {
    Jid from = presence.from();
    if (from == null) {
      return;
    }
    switch (presence.type()) {
      case AVAILABLE -> available(account, presence, from);
      case UNAVAILABLE, ERROR -> gone(account.jid(), from);
      default -> {}
    }
  }

  private void available(LiveAccount account, Presence presence, Jid from) {
    Announced caps = Announced.of(presence);
    Roster roster = home.neighbour(Roster.class);
    RemoteCapabilities capabilities = home.neighbour(RemoteCapabilities.class);
    if (caps == null
        || roster == null
        || capabilities == null
        || !from.isFull()
        || !account.exists()
        || !roster.state(account.jid(), from).from()
        || home.screen().blocks(account.jid(), from)) {
      return;
    }
    Client before = find(account.jid(), from);
    if (before != null && before.caps.equals(caps)) {
      return;
    }
    Guests guests = accounts.computeIfAbsent(account.jid(), bare -> new Guests());
    if (before == null && !guests.hasRoom(from.bare())) {
      return;
    }
    Client client = new Client(caps, before == null ? Set.of() : before.nodes);
    guests.put(from, client);
    capabilities
        .wishes(account.jid(), from, caps, () -> find(account.jid(), from) == client)
        .onSuccess(nodes -> learned(account.jid(), from, client, nodes))
        .onFailure(cause -> {
          if (find(account.jid(), from) == client) {
            gone(account.jid(), from);
          }
        });
  }

  private void learned(Jid account, Jid full, Client client, Set<String> nodes) {
    if (find(account, full) != client) {
      return;
    }
    Set<String> more = new HashSet<>(nodes);
    more.removeAll(client.nodes);
    client.nodes = nodes;
    if (!more.isEmpty()) {
      home.bus()
          .send(
              Addresses.pubsub(Shard.of(account)),
              new ToPubsub.Interest(full, Set.copyOf(more), List.of(account)));
    }
  }

  private @Nullable Client find(Jid account, Jid full) {
    Guests guests = accounts.get(account);
    return guests == null ? null : guests.find(full);
  }

  /**
   * Somebody is no longer there.
   *
   * @param who a client, or all of a contact's
   */
  void gone(Jid account, Jid who) {
    Guests guests = accounts.get(account);
    if (guests != null) {
      guests.remove(who);
      if (guests.size == 0) {
        accounts.remove(account);
      }
    }
  }

  /** Forgets those of an account. */
  void drop(Jid account) {
    accounts.remove(account);
  }

  /** The full JIDs of those that want to hear of a node of the account. */
  List<Jid> interested(Jid account, String node) {
    Guests guests = accounts.get(account);
    if (guests == null) {
      return List.of();
    }
    List<Jid> interested = new ArrayList<>();
    for (Map<Jid, Client> clients : guests.contacts.values()) {
      clients.forEach((full, client) -> {
        if (client.nodes.contains(node)) {
          interested.add(full);
        }
      });
    }
    return interested;
  }
}

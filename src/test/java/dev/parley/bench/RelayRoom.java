package dev.parley.bench;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Brings connections to the relay into a room. */
final class RelayRoom implements Listener {
  private final int number;
  private final List<Client> clients;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private int entered;

  /**
   * Prepares.
   *
   * @param number one for each room
   */
  RelayRoom(int number, List<Client> clients) {
    this.number = number;
    this.clients = clients;
  }

  /** Completes when all are there; their listeners are to be set then. */
  CompletableFuture<Void> enter() {
    for (var client : clients) {
      client.listener(this);
      client.write(String.format(Locale.ROOT, "%c%07d", Relay.ROOM, number));
    }
    return ready;
  }

  @Override
  public void stanza(Client client, byte[] data, int from, int to) {
    if (++entered == clients.size()) {
      ready.complete(null);
    }
  }

  @Override
  public void closed(Client closed) {
    closed.fleet().fail(new IllegalStateException("the relay closed a connection"));
  }
}

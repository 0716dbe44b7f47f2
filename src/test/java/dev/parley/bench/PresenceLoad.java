package dev.parley.bench;

import dev.parley.bench.LoadAccount.Circle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Cliques of people who all have each other as contacts; one after another of a clique changes its
 * status, and the next does so when all contacts have seen it. A unit is one contact's copy.
 */
final class PresenceLoad implements Load {
  private static final byte[] STATUS = "<status>".getBytes(StandardCharsets.US_ASCII);

  private final Fleet fleet;
  private final Target target;
  private final int count;
  private final Deliveries deliveries = new Deliveries();
  private final List<Clique> cliques = new ArrayList<>();
  private List<Client> clients = List.of();
  private boolean running;

  PresenceLoad(Fleet fleet, Target target, int count) {
    this.fleet = fleet;
    this.target = target;
    this.count = count;
  }

  @Override
  public CompletableFuture<?> open() {
    var accounts = LoadAccount.first(count * LoadAccount.CLIQUE, Circle.FRIENDS, target.domain());
    return new Crowd(fleet, target, Security.DIRECT, Login.Options.PLAIN, accounts)
        .login()
        .thenAccept(all -> form(all, accounts));
  }

  @Override
  public void start() {
    running = true;
    cliques.forEach(Clique::broadcast);
  }

  @Override
  public long done() {
    return deliveries.done();
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean settled() {
    return deliveries.complete();
  }

  @Override
  public String faults() {
    return deliveries.faults();
  }

  @Override
  public void close() {
    clients.forEach(Client::close);
  }

  private void form(List<Client> all, List<LoadAccount> accounts) {
    clients = all;
    for (int at = 0; at < all.size(); at += LoadAccount.CLIQUE) {
      var clique = new Clique();
      cliques.add(clique);
      for (int i = at; i < at + LoadAccount.CLIQUE; i++) {
        clique.members.add(new Member(clique, all.get(i), accounts.get(i)));
      }
    }
  }

  private final class Clique {
    private final List<Member> members = new ArrayList<>();
    private final Template presence =
        new Template(
            "<presence><show>away</show><status>"
                + Template.COUNTER
                + " gone for a walk</status></presence>");
    private int broadcasts;
    private int missing;

    Member broadcaster() {
      return members.get(broadcasts % members.size());
    }

    void broadcast() {
      missing = members.size() - 1;
      deliveries.sent(missing);
      var client = broadcaster().client;
      var bytes = client.buffer(presence.length());
      presence.append(bytes, broadcasts);
      client.write(bytes);
    }

    void seen() {
      if (--missing == 0) {
        broadcasts++;
        if (running) {
          broadcast();
        }
      }
    }
  }

  private final class Member implements Listener {
    private final Clique clique;
    private final Client client;
    private final byte[] address;
    private int lastSeen = -1;

    Member(Clique clique, Client client, LoadAccount account) {
      this.clique = clique;
      this.client = client;
      this.address = account.full().getBytes(StandardCharsets.UTF_8);
      client.listener(this);
    }

    @Override
    public void stanza(Client from, byte[] data, int start, int end) {
      int counter = Bytes.counterAfter(data, start, end, STATUS);
      var broadcaster = clique.broadcaster();
      if (counter < 0 || broadcaster == this) {
        return;
      }
      if (Bytes.indexOf(data, start, end, broadcaster.address) < 0) {
        foreign(data, start, end);
        return;
      }
      deliveries.delivered(counter, counter <= lastSeen ? lastSeen + 1 : clique.broadcasts);
      lastSeen = counter;
      clique.seen();
    }

    /** Counts a fault, unless it is this member's own presence, which may come late. */
    private void foreign(byte[] data, int start, int end) {
      if (Bytes.indexOf(data, start, end, address) < 0) {
        deliveries.foreign(data, start, end);
      }
    }

    @Override
    public void closed(Client closed) {
      closed.fleet().fail(new IllegalStateException("the server closed a stream under load"));
    }
  }
}

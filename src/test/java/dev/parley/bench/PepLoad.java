package dev.parley.bench;

import dev.parley.bench.LoadAccount.Circle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Cliques of people who all have each other as contacts and want to know what these listen to
 * (XEP-0118); one after another of a clique publishes a tune, and the next does so when all
 * contacts have heard of it. A unit is one contact's notification; each tune is stored.
 */
final class PepLoad implements Load {
  private static final String TUNE = "http://jabber.org/protocol/tune";
  private static final byte[] TITLE = "<title>".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ID = " id='".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] INFO = "disco#info".getBytes(StandardCharsets.US_ASCII);
  private static final String INTEREST =
      "<presence><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='urn:load' ver='1'/>"
          + "</presence>";

  private final Fleet fleet;
  private final Target target;
  private final int count;
  private final Deliveries deliveries = new Deliveries();
  private final List<Clique> cliques = new ArrayList<>();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private List<Client> clients = List.of();
  private int interested;
  private boolean running;

  /**
   * Prepares.
   *
   * @param count cliques
   */
  PepLoad(Fleet fleet, Target target, int count) {
    this.fleet = fleet;
    this.target = target;
    this.count = count;
  }

  @Override
  public CompletableFuture<?> open() {
    var accounts = LoadAccount.first(count * LoadAccount.CLIQUE, Circle.FRIENDS, target.domain());
    return new Crowd(fleet, target, Security.DIRECT, Login.Options.PLAIN, accounts)
        .login()
        .thenCompose(all -> form(all, accounts));
  }

  @Override
  public void start() {
    running = true;
    cliques.forEach(Clique::publish);
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

  private CompletableFuture<Void> form(List<Client> all, List<LoadAccount> accounts) {
    clients = all;
    for (int at = 0; at < all.size(); at += LoadAccount.CLIQUE) {
      var clique = new Clique();
      cliques.add(clique);
      for (int i = at; i < at + LoadAccount.CLIQUE; i++) {
        clique.members.add(new Member(clique, all.get(i), accounts.get(i)));
      }
    }
    clients.forEach(client -> client.write(INTEREST));
    return ready;
  }

  private final class Clique {
    private final List<Member> members = new ArrayList<>();
    private final Template request =
        new Template(
            "<iq type='set' id='tune'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
                + "<publish node='"
                + TUNE
                + "'><item id='current'><tune xmlns='"
                + TUNE
                + "'><title>"
                + Template.COUNTER
                + "</title><artist>Yes</artist><source>Fragile</source></tune></item></publish>"
                + "</pubsub></iq>");
    private int published;
    private int missing;

    Member publisher() {
      return members.get(published % members.size());
    }

    void publish() {
      missing = members.size() - 1;
      deliveries.sent(missing);
      var client = publisher().client;
      var bytes = client.buffer(request.length());
      request.append(bytes, published);
      client.write(bytes);
    }

    void heard() {
      if (--missing == 0) {
        published++;
        if (running) {
          publish();
        }
      }
    }
  }

  private final class Member implements Listener {
    private final Clique clique;
    private final Client client;
    private final byte[] address;
    private int lastHeard = -1;

    Member(Clique clique, Client client, LoadAccount account) {
      this.clique = clique;
      this.client = client;
      this.address = ("from='" + account.bare() + "'").getBytes(StandardCharsets.UTF_8);
      client.listener(this);
    }

    @Override
    public void stanza(Client from, byte[] data, int start, int end) {
      if (data[start + 1] == 'i' && Bytes.indexOf(data, start, end, INFO) >= 0) {
        answer(data, start, end);
        return;
      }
      int counter = data[start + 1] == 'm' ? Bytes.counterAfter(data, start, end, TITLE) : -1;
      var publisher = clique.publisher();
      if (counter < 0 || publisher == this || counter < clique.published) {
        return;
      }
      if (Bytes.indexOf(data, start, end, publisher.address) < 0) {
        deliveries.foreign(data, start, end);
        return;
      }
      deliveries.delivered(counter, counter <= lastHeard ? lastHeard + 1 : clique.published);
      lastHeard = counter;
      clique.heard();
    }

    private void answer(byte[] data, int start, int end) {
      int id = Bytes.indexOf(data, start, end, ID) + ID.length;
      int quote = id;
      while (data[quote] != '\'') {
        quote++;
      }
      client.write(
          "<iq type='result' to='"
              + target.domain()
              + "' id='"
              + new String(data, id, quote - id, StandardCharsets.UTF_8)
              + "'><query xmlns='http://jabber.org/protocol/disco#info'><feature var='"
              + TUNE
              + "+notify'/></query></iq>");
      if (++interested == clients.size()) {
        ready.complete(null);
      }
    }

    @Override
    public void closed(Client closed) {
      closed.fleet().fail(new IllegalStateException("the server closed a stream under load"));
    }
  }
}

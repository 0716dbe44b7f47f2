package dev.parley.bench;

import dev.parley.bench.LoadAccount.Circle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/**
 * Clients that connect, log in, read a roster of ten, send presence, say good-bye and begin anew;
 * each with a full TLS handshake and a full SCRAM exchange. Or they lose the connection and go on
 * with their session on another.
 */
final class LoginLoad implements Load {
  private final Fleet fleet;
  private final Target target;
  private final Way way;
  private final int workers;
  private final LongAdder done = new LongAdder();
  private final List<QuickLogin> quick = new ArrayList<>();
  private final List<Client> clients = new ArrayList<>();
  private boolean running;
  private int active;

  /** How they come in. */
  enum Way {
    STARTTLS(Security.STARTTLS),
    DIRECT(Security.DIRECT),
    /** By token in one round trip, from the second time on. */
    TOKEN(Security.DIRECT),
    /** The same, to the session whose connection was lost. */
    RESUMED(Security.DIRECT);

    private final Security security;

    Way(Security security) {
      this.security = security;
    }

    private boolean isQuick() {
      return this == TOKEN || this == RESUMED;
    }
  }

  LoginLoad(Fleet fleet, Target target, Way way, int workers) {
    this.fleet = fleet;
    this.target = target;
    this.way = way;
    this.workers = workers;
    for (int i = 0; i < workers; i++) {
      quick.add(
          new QuickLogin(
              new LoadAccount(Circle.STRANGERS, i * LoadAccount.CLIQUE, target.domain()),
              way == Way.RESUMED));
    }
  }

  @Override
  public CompletableFuture<?> open() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void start() {
    running = true;
    active = workers;
    for (int i = 0; i < workers; i++) {
      clients.add(begin(i));
    }
  }

  @Override
  public long done() {
    return done.sum();
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean settled() {
    return active == 0;
  }

  @Override
  public String faults() {
    return active == 0 ? "" : active + " logins did not end";
  }

  @Override
  public void close() {
    clients.forEach(Client::close);
  }

  private Client begin(int worker) {
    var account = new LoadAccount(Circle.STRANGERS, worker * LoadAccount.CLIQUE, target.domain());
    return fleet.connect(
        target,
        way.security,
        way.isQuick()
            ? quick.get(worker).next(client -> leave(client, worker))
            : target.isRelay()
                ? new RelayGreeting(0, client -> over(client, worker))
                : new Login(account, Login.Options.PLAIN, client -> leave(client, worker)));
  }

  private void leave(Client client, int worker) {
    if (way == Way.RESUMED) {
      client.drop();
      over(client, worker);
      return;
    }
    client.listener(new Farewell(worker));
    client.write("<presence type='unavailable'/>");
    client.endStream();
  }

  private void over(Client client, int worker) {
    client.close();
    done.increment();
    if (running) {
      clients.set(worker, begin(worker));
    } else {
      active--;
    }
  }

  private final class Farewell implements Listener {
    private final int worker;

    Farewell(int worker) {
      this.worker = worker;
    }

    @Override
    public void stanza(Client client, byte[] data, int from, int to) {}

    @Override
    public void closed(Client client) {
      over(client, worker);
    }
  }
}

package dev.parley.bench;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A load by clients that log in once, plainly, and go on until it stops. */
abstract class CrowdLoad implements Load {
  private final Fleet fleet;
  private final Target target;
  private final List<LoadAccount> accounts;
  private final Deliveries deliveries = new Deliveries();
  private List<Client> clients = List.of();
  private boolean running;

  CrowdLoad(Fleet fleet, Target target, List<LoadAccount> accounts) {
    this.fleet = fleet;
    this.target = target;
    this.accounts = accounts;
  }

  /**
   * They are all logged in, in the order of their accounts.
   *
   * @return completes when the load can start
   */
  abstract CompletableFuture<?> prepare(List<Client> all, List<LoadAccount> owners);

  /** The first of everything. */
  abstract void begin();

  final Target target() {
    return target;
  }

  final Deliveries deliveries() {
    return deliveries;
  }

  final List<Client> clients() {
    return clients;
  }

  /** False once nothing new is to be sent. */
  final boolean isRunning() {
    return running;
  }

  @Override
  public final CompletableFuture<?> open() {
    return new Crowd(fleet, target, Security.DIRECT, Login.Options.PLAIN, accounts)
        .login()
        .thenCompose(all -> {
          clients = all;
          return prepare(all, accounts);
        });
  }

  @Override
  public final void start() {
    running = true;
    begin();
  }

  @Override
  public final long done() {
    return deliveries.done();
  }

  @Override
  public final void stop() {
    running = false;
  }

  @Override
  public final boolean settled() {
    return deliveries.complete();
  }

  @Override
  public final String faults() {
    return deliveries.faults();
  }

  @Override
  public final void close() {
    clients.forEach(Client::close);
  }

  /** A client of the load, which must not be left by the server. */
  interface Participant extends Listener {
    @Override
    default void closed(Client closed) {
      closed.fleet().fail(new IllegalStateException("the server closed a stream under load"));
    }
  }
}

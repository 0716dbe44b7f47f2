package dev.parley.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Brings many clients online, a bounded number at a time. */
final class Crowd {
  private static final int AT_ONCE = 32;

  private final Fleet fleet;
  private final Target target;
  private final Security security;
  private final Login.Options options;
  private final List<LoadAccount> accounts;
  private final List<Client> clients = new ArrayList<>();
  private final CompletableFuture<List<Client>> all = new CompletableFuture<>();
  private int started;
  private int ready;

  Crowd(
      Fleet fleet,
      Target target,
      Security security,
      Login.Options options,
      List<LoadAccount> accounts) {
    this.fleet = fleet;
    this.target = target;
    this.security = security;
    this.options = options;
    this.accounts = accounts;
  }

  /** The clients in the order of their accounts, all available. */
  CompletableFuture<List<Client>> login() {
    for (int i = 0; i < Math.min(AT_ONCE, accounts.size()); i++) {
      next();
    }
    return all;
  }

  private void next() {
    int number = started++;
    var account = accounts.get(number);
    Listener opening =
        target.isRelay()
            ? new RelayGreeting(number, this::ready)
            : new Login(account, options, this::ready);
    clients.add(fleet.connect(target, security, opening));
  }

  private void ready(Client client) {
    client.listener(new Silence());
    if (++ready == accounts.size()) {
      all.complete(clients);
    } else if (started < accounts.size()) {
      next();
    }
  }
}

package dev.parley.testing;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes accounts that no other test knows, so that tests can share a server. */
public final class AccountFactory {
  private static final String RUN = Integer.toString(new SecureRandom().nextInt(46_656), 36);
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final TestServer server;

  /** A factory for accounts on this server. */
  public AccountFactory(TestServer server) {
    this.server = server;
  }

  /** An account that exists; its localpart starts with the name. */
  public Account create(String name) {
    var account = imagine(name);
    server.addAccount(account);
    return account;
  }

  /** An account that does not exist. */
  public Account imagine(String name) {
    var unique = name + "-" + RUN + Integer.toString(COUNT.incrementAndGet(), 36);
    return new Account(unique, server.domain(), "secret of " + name);
  }
}

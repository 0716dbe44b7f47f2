package dev.parley.testing;

import java.util.List;

/** A running server to play against. */
public interface TestServer extends AutoCloseable {

  /** The domain that it serves. */
  String domain();

  /** Where it listens for clients that ask for STARTTLS. */
  Endpoint c2s();

  /** Where it listens for clients that start with TLS (XEP-0368). */
  Endpoint directTls();

  /** Where it listens for HTTP with TLS. */
  Endpoint https();

  /** Where it listens for components (XEP-0114). */
  Endpoint component();

  /** Makes an account; returns when it can log in. */
  void addAccount(Account account);

  /** Lets an account administer the server; skips the test if it cannot be asked to. */
  void makeAdministrator(Account account);

  /** Keeps somebody of another server out; skips the test if the server cannot be asked to. */
  void block(String jid);

  /** Takes away an account's right to log in; skips the test if the server cannot be asked to. */
  void disable(Account account);

  /**
   * Makes an app password; skips the test if the server cannot be asked to.
   *
   * @return its id and itself
   */
  List<String> addAppPassword(Account account, String name);

  /** Forgets what it knows of an account's password but for one mechanism; may skip the test. */
  void keepOnlyKey(Account account, String mechanism);

  /** Stops it, if it was started for the test. */
  @Override
  void close();
}

package dev.parley.crash;

import dev.parley.testing.Account;

/**
 * A client program of a user.
 *
 * @param acks whether it acknowledges what it gets (XEP-0198)
 * @param tls whether it uses STARTTLS
 */
record Device(Account account, String resource, boolean acks, boolean tls) {

  /** Localpart and resource. */
  String name() {
    return account.name() + "/" + resource;
  }
}

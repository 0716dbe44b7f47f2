package dev.parley.interop;

import dev.parley.testing.Endpoint;
import dev.parley.testing.TestServer;

/** The ways to TLS. */
enum Security {
  STARTTLS,
  DIRECT;

  Endpoint of(TestServer server) {
    return this == STARTTLS ? server.c2s() : server.directTls();
  }
}

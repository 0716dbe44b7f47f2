package dev.parley.interop;

import dev.parley.testing.ParleyTestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two people who use slixmpp. */
class SlixmppIT {
  private static final PythonLibrary LIBRARY = new PythonLibrary("slixmpp", "python3-slixmpp");

  private static ParleyTestServer server;

  @BeforeAll
  static void start() {
    server = ParleyTestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void twoPeopleMeet(Security security) {
    LIBRARY.meet(server, security, "SCRAM-SHA-512");
  }
}

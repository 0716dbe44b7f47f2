package dev.parley.testing.conversation;

import dev.parley.testing.ExternalServer;
import dev.parley.testing.ParleyTestServer;
import dev.parley.testing.TestServer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** The servers of a test run, one for each wish; made when first asked for. */
final class ServerPool implements AutoCloseable {
  private final Map<ServerSpec, TestServer> servers = new HashMap<>();

  /** A running server; skips the test if a server of somebody else cannot be made so. */
  TestServer get(ServerSpec spec) {
    if (ExternalServer.isGiven()) {
      Assumptions.assumeTrue(spec.equals(ServerSpec.DEFAULT), "needs a server of its own");
      return servers.computeIfAbsent(spec, any -> new ExternalServer());
    }
    return servers.computeIfAbsent(
        spec, wanted -> ParleyTestServer.start(wanted.modules(), wanted.config()));
  }

  @Override
  public void close() {
    servers.values().forEach(TestServer::close);
  }
}

package dev.parley.transport.s2s;

import dev.parley.core.config.ParleyConfig;
import dev.parley.core.config.RateLimits;
import dev.parley.transport.stream.Budget;
import dev.parley.transport.stream.SocketWire;
import dev.parley.transport.stream.TokenBucket;
import io.vertx.core.internal.net.NetSocketInternal;

/** Gives streams their wires. */
final class Wires {
  private Wires() {}

  static void attach(ServerStream stream, NetSocketInternal socket, SocketWire.Loop loop) {
    S2sServices services = stream.services();
    stream.attach(
        new SocketWire(
            socket, loop, services.limitsBeforeProof(), budget(services.config().get()), stream));
  }

  private static Budget budget(ParleyConfig config) {
    RateLimits rate = config.s2s().rate();
    long now = System.nanoTime();
    return new Budget(
        new TokenBucket(rate.bytesPerSecond(), rate.bytesBurst(), now),
        new TokenBucket(rate.stanzasPerSecond(), rate.stanzasBurst(), now),
        config.limits().xml().streamBytesBeforeLogin(),
        config.limits().stream().outboundBytes(),
        config.limits().stream().closeTimeout());
  }
}

package dev.parley.transport.c2s;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/**
 * One connection as Vert.x deploys it: a child of its listener, so that undeploying that ends it in
 * good order. Its input and output run on the context of its socket.
 */
final class ConnectionVerticle extends VerticleBase {
  private final ClientStream stream;
  private final SocketWire wire;
  private final Context socketContext;

  ConnectionVerticle(ClientStream stream, SocketWire wire, Context socketContext) {
    this.stream = stream;
    this.wire = wire;
    this.socketContext = socketContext;
  }

  ClientStream stream() {
    return stream;
  }

  SocketWire wire() {
    return wire;
  }

  @Override
  public Future<?> stop() {
    socketContext.runOnContext(here -> stream.stop());
    return stream.ended();
  }
}

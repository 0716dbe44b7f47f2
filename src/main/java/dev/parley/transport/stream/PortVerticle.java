package dev.parley.transport.stream;

import io.vertx.core.Deployable;

/**
 * Listens on one port. Deployed once for each event loop: Vert.x spreads the connections over them.
 */
public interface PortVerticle extends Deployable {
  /** The port that was bound. */
  int port();
}

package dev.parley.transport.stream;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/**
 * One connection as Vert.x deploys it; see {@link Connections}. Its input and output run on the
 * context of its socket.
 */
public final class ConnectionVerticle extends VerticleBase {
  private final Stream stream;
  private final Context socketContext;

  /** What runs on the connection. */
  public interface Stream {
    /** Ends it because the server stops; called on the context of its socket. */
    void stop();

    /** Completes when the connection is gone and all it held was handed over. */
    Future<Void> ended();
  }

  /** For a stream whose socket belongs to this context. */
  public ConnectionVerticle(Stream stream, Context socketContext) {
    this.stream = stream;
    this.socketContext = socketContext;
  }

  @Override
  public Future<?> stop() {
    socketContext.runOnContext(here -> stream.stop());
    return stream.ended();
  }
}

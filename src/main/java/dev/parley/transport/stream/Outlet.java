package dev.parley.transport.stream;

import dev.parley.protocol.xml.ByteSink;
import io.vertx.core.Future;

/** Where a {@link StreamOutput} writes to. */
public interface Outlet {
  /** Whether nothing can be written now; the output is told when that has changed. */
  boolean isFull();

  /**
   * Writes all that is in the sink, which is used for something else afterwards.
   *
   * @return completes when the peer has it, as far as can be known; fails if that will not be
   */
  Future<Void> write(ByteSink sink);
}

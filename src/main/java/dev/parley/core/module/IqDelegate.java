package dev.parley.core.module;

import dev.parley.protocol.stanza.Iq;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Answers requests in place of those whose payload it is (XEP-0355). */
public interface IqDelegate {
  /**
   * Called on the context of the home that was asked.
   *
   * @param request to a domain served here, or to the bare JID of an existing account
   * @return null to let it take its usual way; else as {@link IqHandler#handle}
   */
  @Nullable Future<Iq> take(IqRequest request);
}

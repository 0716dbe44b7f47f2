package dev.parley.core.module;

import dev.parley.protocol.stanza.Iq;
import io.vertx.core.Future;

/** Answers one kind of IQ payload. Called on the context of the home that was asked, in order. */
public interface IqHandler {
  /**
   * Answers with a result or an error addressed to the asker, usually {@code
   * request.iq().result()}. May throw or fail with {@link
   * dev.parley.protocol.stanza.StanzaException}, which becomes the error; a storage failure becomes
   * {@code resource-constraint}; anything else {@code internal-server-error}.
   */
  Future<Iq> handle(IqRequest request);
}

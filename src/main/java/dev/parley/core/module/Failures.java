package dev.parley.core.module;

import dev.parley.core.home.BusyException;
import dev.parley.core.storage.StorageException;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a failure becomes the error that the peer is told. */
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /** The error for a stanza that could not be handled; logs what is our own fault. */
  public static StanzaError toError(Throwable cause, Stanza stanza) {
    if (cause instanceof StanzaException wrong) {
      return wrong.error();
    }
    if (cause instanceof StorageException unavailable) {
      LOG.warn("stanza {} refused, storage failed: {}", stanza.id(), unavailable.getMessage());
      return StanzaError.of(Condition.RESOURCE_CONSTRAINT);
    }
    if (cause instanceof BusyException) {
      return StanzaError.of(Condition.RESOURCE_CONSTRAINT);
    }
    LOG.error("stanza {} from {} failed", stanza.id(), stanza.from(), cause);
    return StanzaError.of(Condition.INTERNAL_SERVER_ERROR);
  }

  /** The answer to somebody who writes to whom he blocks (XEP-0191 §3.1). */
  public static StanzaError blocked() {
    return StanzaError.of(StanzaError.Type.CANCEL, Condition.NOT_ACCEPTABLE)
        .withApplication(Element.of("urn:xmpp:blocking:errors", "blocked"));
  }
}

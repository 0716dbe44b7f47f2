package dev.parley.core.module;

import dev.parley.core.home.BusyException;
import dev.parley.core.log.Seldom;
import dev.parley.core.storage.StorageException;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a failure becomes the error that the peer is told. */
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private static final Seldom SELDOM = new Seldom(Duration.ofSeconds(10));

  private Failures() {}

  /** The error for a stanza that could not be handled; logs what is our own fault. */
  public static StanzaError toError(Throwable cause, Stanza stanza) {
    if (cause instanceof StanzaException wrong) {
      return wrong.error();
    }
    if (cause instanceof StorageException unavailable) {
      note("stanzas are refused", unavailable);
      return StanzaError.of(Condition.RESOURCE_CONSTRAINT);
    }
    if (cause instanceof BusyException) {
      return StanzaError.of(Condition.RESOURCE_CONSTRAINT);
    }
    LOG.error("stanza {} from {} failed", stanza.id(), stanza.from(), cause);
    return StanzaError.of(Condition.INTERNAL_SERVER_ERROR);
  }

  /**
   * Logs that storage did not do something which is answered or tried again: a line in ten seconds
   * of all of these, and none of an outage, which has its own at its beginning and its end.
   *
   * @param what comes of it
   */
  public static void note(String what, Throwable cause) {
    boolean outage =
        cause instanceof StorageException failure
            && failure.kind() == StorageException.Kind.UNAVAILABLE;
    if (!outage && SELDOM.isTime()) {
      LOG.warn("{}, storage failed: {}", what, cause.toString());
    } else {
      LOG.debug("{}, storage failed: {}", what, cause.toString());
    }
  }

  /** The answer to somebody who writes to whom he blocks (XEP-0191 §3.1). */
  public static StanzaError blocked() {
    return StanzaError.of(StanzaError.Type.CANCEL, Condition.NOT_ACCEPTABLE)
        .withApplication(Element.of("urn:xmpp:blocking:errors", "blocked"));
  }
}

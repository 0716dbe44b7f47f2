package dev.parley.transport.c2s;

import dev.parley.core.auth.Access;
import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToPresence;
import dev.parley.core.bus.ToPresence.Resumption;
import dev.parley.core.bus.ToSession;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stream.StreamError;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.xml.Element;
import dev.parley.transport.stream.Acknowledgements;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's attempt to go on with the session it had (XEP-0198 §5). */
final class Resuming {
  private static final Logger LOG = LoggerFactory.getLogger(Resuming.class);

  private final ClientStream stream;
  private final Jid account;
  private final Access access;

  Resuming(ClientStream stream, Jid account, Access access) {
    this.stream = stream;
    this.account = account;
    this.access = access;
  }

  /** What comes of an attempt. */
  sealed interface Outcome {
    /** What is to be told to the client. */
    Element answer();

    /** There is no session; the client may bind a resource. */
    record Failed(Element answer) implements Outcome {}

    /**
     * There is one; {@link Binding#begin(Resumed)} makes it the stream's.
     *
     * @param again what the client does not have
     */
    record Resumed(Element answer, SessionTraffic session, List<ToSession.Delivery> again)
        implements Outcome {
      /** The client knows: it gets what it does not have, and then what is new. */
      void goOn() {
        session.enabled();
        session.send(again);
      }
    }
  }

  /**
   * Asks the home for the session.
   *
   * @param resume the client's request
   * @return fails with {@link StreamException} if the stream is to end
   */
  Future<Outcome> resume(Element resume) {
    String token = resume.attribute("previd");
    Long h = Acknowledgements.countOf(resume);
    if (token == null || h == null) {
      return failed("bad-request", null);
    }
    var ask = new ToPresence.Resume(account, token, h, stream.id(), access);
    return stream
        .services()
        .bus()
        .request(Addresses.presence(Shard.of(account)), ask)
        .compose(
            answer -> answered(ask, answer),
            cause -> {
              LOG.debug("not resumed: {}", cause.toString());
              return failed("internal-server-error", null);
            });
  }

  private static Future<Outcome> failed(String condition, @Nullable Long h) {
    return Future.succeededFuture(new Outcome.Failed(Acknowledgements.failed(condition, h)));
  }

  private Future<Outcome> answered(ToPresence.Resume ask, Resumption answer) {
    if (answer instanceof Resumption.Resumed resumed) {
      SessionTraffic session =
          new SessionTraffic(stream, resumed.full(), resumed.address(), resumed.viaHome());
      session.restore(resumed);
      Element told = Acknowledgements.resumed(ask.token(), resumed.inbound().h());
      return Future.succeededFuture(new Outcome.Resumed(told, session, resumed.again()));
    }
    if (answer instanceof Resumption.TooHigh tooHigh) {
      return Future.failedFuture(
          new StreamException(
              StreamError.of(StreamError.Condition.UNDEFINED_CONDITION)
                  .withApplication(Acknowledgements.handledCountTooHigh(ask.h(), tooHigh.sent()))));
    }
    Long h = answer instanceof Resumption.Gone gone ? gone.h() : null;
    return failed("item-not-found", h);
  }
}

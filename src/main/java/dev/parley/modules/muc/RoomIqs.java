package dev.parley.modules.muc;

import dev.parley.core.module.Failures;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is asked of rooms themselves. */
final class RoomIqs {
  /** Answers requests of one namespace to a room, whether it exists or not. */
  interface Handler {
    /**
     * Answers, in the turn of the room; what has to be done before anything else happens there
     * holds its lane. May throw or fail as an {@link dev.parley.core.module.IqHandler}.
     *
     * @param asker a full JID, or what a remote server says
     * @return the result; null if it was sent already
     */
    Future<@Nullable Iq> answer(Room room, Iq iq, Jid asker);
  }

  private final Workshop workshop;
  private final Map<String, Handler> handlers = new HashMap<>();

  RoomIqs(Workshop workshop) {
    this.workshop = workshop;
  }

  /** Has a namespace answered. */
  RoomIqs with(String namespace, Handler handler) {
    handlers.put(namespace, handler);
    return this;
  }

  /** A room that exists is awake (XEP-0199 §4). */
  static Future<@Nullable Iq> pong(Room room, Iq iq, Jid asker) {
    if (!room.exists()) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    if (iq.type() != Iq.Type.GET) {
      throw new StanzaException(Condition.BAD_REQUEST);
    }
    return Future.succeededFuture(iq.result());
  }

  void ask(Room room, Iq iq, Jid asker) {
    Element payload = iq.payload();
    Handler handler = payload == null ? null : handlers.get(payload.namespace());
    if (handler == null) {
      workshop
          .speaker()
          .refuse(
              iq,
              StanzaError.of(
                  room.exists() ? Condition.SERVICE_UNAVAILABLE : Condition.ITEM_NOT_FOUND));
      return;
    }
    Future<@Nullable Iq> answer;
    try {
      answer = handler.answer(room, iq, asker);
    } catch (StanzaException wrong) {
      answer = Future.failedFuture(wrong);
    }
    answer
        .onSuccess(result -> {
          if (result != null) {
            workshop.speaker().send(result);
          }
        })
        .onFailure(cause -> workshop.speaker().refuse(iq, Failures.toError(cause, iq)));
  }
}

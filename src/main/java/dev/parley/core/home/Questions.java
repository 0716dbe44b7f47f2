package dev.parley.core.home;

import dev.parley.core.bus.ToSession;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * IQs that a home itself asks, mostly of its sessions, and waits for. An answer counts only if it
 * comes from the session asked, with the id given (RFC 6120 §8.2.3).
 */
public final class Questions {
  private static final long TIMEOUT_MILLIS = 30_000;

  private final Home home;
  private final Map<String, Question> open = new HashMap<>();
  private long last;

  Questions(Home home) {
    this.home = home;
  }

  /** Asks a session; fails with {@link TimeoutException} if it does not answer in 30 s. */
  public Future<Iq> ask(Session session, Iq question) {
    return ask(session.full(), question, asked -> session.deliver(new ToSession.Delivery(asked)));
  }

  /**
   * Asks anybody in the name of an account of this home; fails as {@link #ask(Session, Iq)}.
   *
   * @param to whose answer counts
   * @param question from the bare JID of the account
   * @param send takes the question with its id
   */
  public Future<Iq> ask(Jid to, Iq question, Consumer<Iq> send) {
    String id = "home-" + home.shard() + "-" + ++last;
    Vertx vertx = home.bus().vertx();
    Promise<Iq> answer = Promise.promise();
    long timer =
        vertx.setTimer(
            TIMEOUT_MILLIS,
            late -> {
              open.remove(id);
              answer.tryFail(new TimeoutException("no answer from " + to));
            });
    open.put(id, new Question(to, answer, timer));
    send.accept(question.withId(id));
    return answer.future();
  }

  /** Takes a result or error; false if nobody waits for it from there. */
  public boolean answered(Iq answer) {
    String id = answer.id();
    Question question = id == null ? null : open.get(id);
    if (question == null || !question.asked().equals(answer.from())) {
      return false;
    }
    open.remove(id);
    home.bus().vertx().cancelTimer(question.timer());
    question.answer().complete(answer);
    return true;
  }

  /** One that waits. */
  private record Question(Jid asked, Promise<Iq> answer, long timer) {}
}

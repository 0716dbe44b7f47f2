package dev.parley.core.dns;

import dev.parley.core.MayBlock;
import dev.parley.core.config.DnsConfig;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.Message;

/**
 * Answers questions from what it knows, or asks the name servers: never more than a few hundred
 * things at a time, and no question twice at once. Usable from any context; its state belongs to
 * one of its own.
 */
final class Dns {
  private static final int MOST_OPEN = 200;
  private static final int MOST_WAITING = 10_000;
  private static final int MOST_STEPS = 4;

  private final Vertx vertx;
  private final Context context;
  private final NameServers servers;
  private final AnswerCache cache;
  private final Map<Question, List<Promise<Answer>>> open = new HashMap<>();
  private final Deque<Question> waiting = new ArrayDeque<>();
  private int asked;

  Dns(Vertx vertx, NameServers servers, AnswerCache cache) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.servers = servers;
    this.cache = cache;
  }

  /** Asks as the configuration says. */
  @MayBlock
  static Dns of(Vertx vertx, DnsConfig config) {
    return new Dns(
        vertx,
        NameServers.of(config),
        new AnswerCache(InstantSource.system(), config.cacheEntries()));
  }

  /** The answer, with aliases followed; never fails, and completes on the caller's context. */
  Future<Answer> ask(Question question) {
    return ask(question, MOST_STEPS);
  }

  private Future<Answer> ask(Question question, int steps) {
    return once(question).compose(answer -> {
      if (!(answer instanceof Answer.Alias alias)) {
        return Future.succeededFuture(answer);
      }
      if (steps == 0) {
        return Future.succeededFuture(
            new Answer.Failed("too many aliases from " + question.name()));
      }
      return ask(new Question(alias.target(), question.type()), steps - 1)
          .map(end -> alias.isAuthentic() ? end : unproven(end));
    });
  }

  /** A chain is as good as its weakest link (RFC 7671 §7). */
  private static Answer unproven(Answer answer) {
    if (answer instanceof Answer.Found found) {
      return new Answer.Found(found.records(), found.lifetime(), false);
    }
    return answer instanceof Answer.Absent absent
        ? new Answer.Absent(absent.lifetime(), false)
        : answer;
  }

  private Future<Answer> once(Question question) {
    Promise<Answer> promise = Promise.promise();
    Context caller = vertx.getOrCreateContext();
    context.runOnContext(now -> {
      Promise<Answer> here = Promise.promise();
      here.future()
          .onSuccess(answer -> caller.runOnContext(then -> promise.complete(answer)));
      answer(question, here);
    });
    return promise.future();
  }

  private void answer(Question question, Promise<Answer> promise) {
    var known = cache.get(question);
    if (known != null) {
      promise.complete(known);
      return;
    }
    var others = open.get(question);
    if (others != null) {
      others.add(promise);
    } else if (waiting.size() >= MOST_WAITING) {
      promise.complete(new Answer.Failed("too many questions to name servers are open"));
    } else {
      open.put(question, new ArrayList<>(List.of(promise)));
      waiting.add(question);
      askNext();
    }
  }

  private void askNext() {
    while (asked < MOST_OPEN && !waiting.isEmpty()) {
      asked++;
      var question = waiting.remove();
      servers
          .ask(question)
          .whenComplete((message, failure) ->
              context.runOnContext(back -> take(question, read(question, message, failure))));
    }
  }

  private void take(Question question, Answer answer) {
    asked--;
    cache.put(question, answer);
    var promises = open.remove(question);
    if (promises != null) {
      promises.forEach(promise -> promise.complete(answer));
    }
    askNext();
  }

  private static Answer read(
      Question question,
      @org.jspecify.annotations.Nullable Message message,
      @org.jspecify.annotations.Nullable Throwable failure) {
    return message == null
        ? new Answer.Failed("no name server answers: " + (failure == null ? "" : failure))
        : Answer.of(question, message);
  }

  /** Forgets what it knows, as when the operator says that something has changed. */
  void forget() {
    context.runOnContext(now -> cache.clear());
  }
}

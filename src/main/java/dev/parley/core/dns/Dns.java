package dev.parley.core.dns;

import dev.parley.core.MayBlock;
import dev.parley.core.config.DnsConfig;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.Type;

/**
 * Knows what DNS says. Answers questions from what it knows, or asks the name servers: never more
 * than a few hundred things at a time, and no question twice at once. Usable from any context; its
 * state belongs to one of its own.
 */
public final class Dns {
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

  /** Asks as the configuration says, and believes what it is told. */
  @MayBlock
  public static Dns of(Vertx vertx, DnsConfig config) {
    return of(vertx, NameServers.of(config), config);
  }

  /**
   * Asks as the configuration says, and checks the signatures: what is signed wrongly is no answer
   * (RFC 4035 §5).
   *
   * @throws TrustedKeysException if the keys that it is to trust cannot be used
   */
  @MayBlock
  public static Dns validating(Vertx vertx, DnsConfig config) {
    return of(vertx, NameServers.validating(config), config);
  }

  private static Dns of(Vertx vertx, NameServers servers, DnsConfig config) {
    return new Dns(vertx, servers, new AnswerCache(InstantSource.system(), config.cacheEntries()));
  }

  /**
   * The servers of a service (RFC 2782). Never fails; completes on a context of its own.
   *
   * @param service as {@code _xmpp-server._tcp}
   * @param domain in A-labels
   */
  public Future<Services> services(String service, String domain) {
    Question question;
    try {
      question = Question.of(service + "." + domain, Type.SRV);
    } catch (IllegalArgumentException tooLong) {
      return Future.succeededFuture(new Services.Absent());
    }
    return ask(question)
        .map(answer -> {
          if (answer instanceof Answer.Found found) {
            return Services.of(
                found.records().stream().map(SRVRecord.class::cast).toList(), found.isAuthentic());
          }
          return answer instanceof Answer.Failed failed
              ? new Services.Failed(failed.reason())
              : new Services.Absent();
        });
  }

  /**
   * The addresses of a host, of both kinds. What is known first waits a moment for the other (RFC
   * 8305 §3). Never fails; completes on a context of its own.
   *
   * @param host in A-labels
   */
  public Future<Addresses> addresses(String host) {
    Question four;
    Question six;
    try {
      four = Question.of(host, Type.A);
      six = Question.of(host, Type.AAAA);
    } catch (IllegalArgumentException wrong) {
      return Future.succeededFuture(Addresses.NONE);
    }
    Promise<Addresses> promise = Promise.promise();
    context.runOnContext(now -> new Both(vertx, promise).ask(ask(six), ask(four)));
    return promise.future();
  }

  /** Those of IPv6 only; like {@link #addresses} otherwise. */
  public Future<Addresses> six(String host) {
    return askAbout(host, Type.AAAA).map(answer -> Addresses.of(answer, null));
  }

  /** Those of IPv4 only; like {@link #addresses} otherwise. */
  public Future<Addresses> four(String host) {
    return askAbout(host, Type.A).map(answer -> Addresses.of(null, answer));
  }

  private Future<Answer> askAbout(String name, int type) {
    try {
      return ask(Question.of(name, type));
    } catch (IllegalArgumentException wrong) {
      return Future.succeededFuture(new Answer.Absent(Duration.ZERO, false));
    }
  }

  /**
   * What is said about the certificate of a port (RFC 6698 §3). Never fails; completes on a context
   * of its own.
   *
   * @param host in A-labels
   */
  public Future<Associations> associations(int port, String host) {
    return askAbout("_" + port + "._tcp." + host, Type.TLSA).map(Dns::associations);
  }

  private static Associations associations(Answer answer) {
    if (answer instanceof Answer.Found found) {
      var all =
          found.records().stream()
              .limit(Associations.MOST)
              .map(record -> Association.of((TLSARecord) record))
              .toList();
      return found.isAuthentic() ? new Associations.Signed(all) : new Associations.Unsigned(all);
    }
    return answer instanceof Answer.Failed failed
        ? new Associations.Failed(failed.reason())
        : new Associations.None();
  }

  /** The answer, with aliases followed; never fails. */
  Future<Answer> ask(Question question) {
    return ask(question, MOST_STEPS);
  }

  private Future<Answer> ask(Question question, int steps) {
    return once(question)
        .compose(answer -> {
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
    context.runOnContext(now -> answer(question, promise));
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

  private Answer read(Question question, @Nullable Message message, @Nullable Throwable failure) {
    return message == null
        ? new Answer.Failed("no name server answers: " + failure)
        : Answer.of(question, message, servers.areChecked());
  }

  /** Forgets what it knows, as when the operator says that something has changed. */
  void forget() {
    context.runOnContext(now -> cache.clear());
  }
}

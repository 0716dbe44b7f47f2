package dev.parley.modules.serverinfo;

import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Which other domains allow others to name them: those that say in their service discovery that
 * they publish too, and nobody else (XEP-0485 §8). What a domain has said counts for an hour, as
 * long as there is a link with it; without an answer it is asked again after ten minutes. Used on
 * one context.
 */
final class OptIns {
  static final String INFO = "http://jabber.org/protocol/disco#info";
  static final int MOST_QUESTIONS = 200;
  private static final long COUNTS_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Function<String, Future<Iq>> ask;
  private final LongSupplier clock;
  private final Map<String, Answer> answers = new HashMap<>();

  /**
   * @param until as {@link System#nanoTime}
   */
  private record Answer(boolean agrees, long until) {}

  /**
   * @param ask asks a domain for {@code disco#info}; fails or gives an error as that does
   * @param clock as {@link System#nanoTime}
   */
  OptIns(Function<String, Future<Iq>> ask, LongSupplier clock) {
    this.ask = ask;
    this.clock = clock;
  }

  /**
   * Those of the domains that agree; asks those it does not know, some of them if they are many.
   */
  Future<Set<String>> among(Set<String> domains) {
    long now = clock.getAsLong();
    answers.keySet().retainAll(domains);
    answers.values().removeIf(answer -> now - answer.until() >= 0);
    List<Future<Boolean>> asked =
        domains.stream()
            .filter(domain -> !answers.containsKey(domain))
            .limit(MOST_QUESTIONS)
            .map(this::question)
            .toList();
    return Future.all(asked)
        .map(done -> {
          Set<String> agreed = new TreeSet<>(domains);
          agreed.removeIf(domain -> !agrees(domain));
          return agreed;
        });
  }

  private boolean agrees(String domain) {
    Answer answer = answers.get(domain);
    return answer != null && answer.agrees();
  }

  private Future<Boolean> question(String domain) {
    return ask.apply(domain)
        .map(answer -> keep(domain, isAgreement(answer), COUNTS_NANOS))
        .otherwise(silence -> keep(domain, false, PAUSE_NANOS));
  }

  private boolean keep(String domain, boolean agrees, long nanos) {
    answers.put(domain, new Answer(agrees, clock.getAsLong() + nanos));
    return agrees;
  }

  /** §3: a domain that advertises the feature. */
  static boolean isAgreement(Iq answer) {
    Element query = answer.payload();
    if (answer.isError() || query == null || !query.is(INFO, "query")) {
      return false;
    }
    return query.elements().stream()
        .anyMatch(
            child -> child.is(INFO, "feature") && ServerInfo.NS.equals(child.attribute("var")));
  }
}

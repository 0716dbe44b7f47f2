package dev.parley.modules.serverinfo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is asked, and for how long an answer counts (XEP-0485 §3, §8). */
class OptInsTest {
  private final Map<String, Future<Iq>> answers = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private long now = Long.MAX_VALUE - 1;
  private final OptIns optIns =
      new OptIns(
          domain -> {
            asked.add(domain);
            return answers.getOrDefault(domain, Future.failedFuture(new TimeoutException()));
          },
          () -> now);

  private static Iq answer(String feature) {
    Element query =
        Element.builder(OptIns.INFO, "query")
            .child(Element.builder(OptIns.INFO, "feature").attribute("var", feature).build())
            .build();
    Jid here = Jid.of(null, "shakespeare.lit", null);
    return Iq.get(here, "s", Element.of(OptIns.INFO, "query")).result(query);
  }

  private void says(String domain, String feature) {
    answers.put(domain, Future.succeededFuture(answer(feature)));
  }

  private Set<String> among(String... domains) {
    return optIns.among(Set.of(domains)).result();
  }

  @Test
  void onlyWhoAdvertisesIt() {
    says("a.lit", ServerInfo.NS);
    says("b.lit", "urn:xmpp:ping");
    says("c.lit", "urn:xmpp:serverinfo:1");
    assertThat(among("a.lit", "b.lit", "c.lit", "silent.lit")).containsExactly("a.lit");
    assertThat(asked).hasSize(4);
  }

  @Test
  void anAnswerCountsForAnHour() {
    says("a.lit", ServerInfo.NS);
    among("a.lit");
    now += Duration.ofMinutes(59).toNanos();
    assertThat(among("a.lit")).containsExactly("a.lit");
    assertThat(asked).hasSize(1);

    says("a.lit", "urn:xmpp:ping");
    now += Duration.ofMinutes(1).toNanos();
    assertThat(among("a.lit")).isEmpty();
    assertThat(asked).hasSize(2);
  }

  @Test
  void whoDoesNotAnswerIsAskedAgainLater() {
    among("a.lit");
    now += Duration.ofMinutes(9).toNanos();
    among("a.lit");
    assertThat(asked).hasSize(1);

    says("a.lit", ServerInfo.NS);
    now += Duration.ofMinutes(1).toNanos();
    assertThat(among("a.lit")).containsExactly("a.lit");
  }

  @Test
  void whoIsGoneIsForgotten() {
    says("a.lit", ServerInfo.NS);
    among("a.lit");
    assertThat(among("b.lit")).isEmpty();
    among("a.lit");
    assertThat(asked).containsExactly("a.lit", "b.lit", "a.lit");
  }

  @Test
  void notAllAtOnce() {
    Set<String> many =
        IntStream.range(0, 3 * OptIns.MOST_QUESTIONS)
            .mapToObj(i -> "d" + i + ".lit")
            .collect(Collectors.toSet());
    many.forEach(domain -> says(domain, ServerInfo.NS));
    assertThat(optIns.among(many).result()).hasSize(OptIns.MOST_QUESTIONS);
    assertThat(asked).hasSize(OptIns.MOST_QUESTIONS);
    optIns.among(many);
    assertThat(optIns.among(many).result()).hasSameElementsAs(many);
    assertThat(asked).hasSameSizeAs(many).doesNotHaveDuplicates();
  }
}

package dev.parley.modules.muc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.bus.Shard;
import dev.parley.protocol.jid.Jid;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AudienceTest {
  private static final List<Jid> PEOPLE =
      IntStream.range(0, 1_000).mapToObj(n -> Jid.parse("p" + n + "@here.example/r")).toList();
  private static final Jid REMOTE = Jid.parse("nurse@there.example/r");

  private static Audience of(List<Jid> sessions) {
    return Audience.of(sessions, "here.example"::equals);
  }

  private static List<Jid> all(Audience audience) {
    List<Jid> all = new ArrayList<>(audience.remote());
    audience.local().forEach(group -> all.addAll(group.sessions()));
    return all;
  }

  @Test
  void speaksOnceToEachShard() {
    var audience = of(PEOPLE);
    assertThat(audience.local()).hasSizeLessThanOrEqualTo(Shard.COUNT);
    assertThat(audience.local())
        .allSatisfy(group ->
            assertThat(group.sessions()).allMatch(session -> Shard.of(session) == group.shard()));
    assertThat(all(audience)).containsExactlyInAnyOrderElementsOf(PEOPLE);
  }

  @Test
  void knowsWhoIsElsewhere() {
    assertThat(of(List.of(PEOPLE.get(0), REMOTE)).remote()).containsExactly(REMOTE);
  }

  @Test
  void leavesSomeOut() {
    var audience = of(PEOPLE).without(PEOPLE.subList(0, 999));
    assertThat(all(audience)).containsExactly(PEOPLE.get(999));
    assertThat(audience.local()).hasSize(1);
    assertThat(audience.without(PEOPLE).isEmpty()).isTrue();
    assertThat(of(List.of(REMOTE)).without(List.of(REMOTE)).isEmpty()).isTrue();
  }
}

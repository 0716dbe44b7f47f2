package dev.parley.transport.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lists that share their room, beside lists of the JDK. */
class BacklogTest {
  private static final int LISTS = 50;

  private final Chains chains = new Chains();

  private static List<Object> shown(Backlog backlog) {
    List<Object> all = new ArrayList<>();
    backlog.forEach(all::add);
    return all;
  }

  @Test
  void keepsTheOrderOfEachList() {
    Random random = new Random(11);
    List<Backlog> backlogs = IntStream.range(0, LISTS).mapToObj(n -> new Backlog(chains)).toList();
    List<Deque<Object>> expected =
        IntStream.range(0, LISTS).<Deque<Object>>mapToObj(n -> new ArrayDeque<>()).toList();
    for (int step = 0; step < 100_000; step++) {
      int list = random.nextInt(LISTS);
      Backlog backlog = backlogs.get(list);
      Deque<Object> model = expected.get(list);
      switch (random.nextInt(20)) {
        case 0 -> {
          assertThat(backlog.clear()).containsExactlyElementsOf(model);
          model.clear();
        }
        case 1 -> assertThat(shown(backlog)).containsExactlyElementsOf(model);
        case 2, 3, 4, 5, 6, 7, 8 -> assertThat(backlog.poll()).isEqualTo(model.poll());
        default -> {
          backlog.add(step);
          model.add(step);
        }
      }
      assertThat(backlog.isEmpty()).isEqualTo(model.isEmpty());
    }
  }

  @Test
  void canBeUsedAgainWhenMuchHasBeenGivenBack() {
    Backlog large = new Backlog(chains);
    Backlog small = new Backlog(chains);
    for (int round = 0; round < 3; round++) {
      List<Object> all = new ArrayList<>();
      for (int number = 0; number < 40_000; number++) {
        large.add(number);
        all.add(number);
      }
      small.add("still there");
      assertThat(large.clear()).isEqualTo(all);
      assertThat(small.poll()).isEqualTo("still there");
      assertThat(small.poll()).isNull();
    }
  }

  @Test
  void holdsNothingThatWasTaken() {
    int node = chains.add("gone");
    chains.remove(node);
    assertThatThrownBy(() -> chains.item(node)).isInstanceOf(IllegalStateException.class);
  }
}

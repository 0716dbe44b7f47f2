package dev.parley.core.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns turns = new Turns(new Turns.Limits(2, 3, 2, 3));
  private final List<String> run = new ArrayList<>();

  private boolean take(String domain, String name) {
    return turns.take(domain, () -> run.add(name));
  }

  @Test
  void someOfEachDomainAtOnce() {
    assertThat(take("a", "a1") && take("a", "a2") && take("a", "a3")).isTrue();
    assertThat(run).containsExactly("a1", "a2");
    assertThat(take("b", "b1")).isTrue();
    assertThat(run).containsExactly("a1", "a2", "b1");
    turns.leave("a");
    assertThat(run).containsExactly("a1", "a2", "b1", "a3");
  }

  @Test
  void notMoreThanSoManyOfAllDomains() {
    take("a", "a1");
    take("b", "b1");
    take("c", "c1");
    assertThat(take("d", "d1")).isTrue();
    assertThat(run).containsExactly("a1", "b1", "c1");
    turns.leave("b");
    assertThat(run).containsExactly("a1", "b1", "c1", "d1");
    assertThatThrownBy(() -> turns.leave("b")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void notMoreThanSoManyWait() {
    for (int i = 1; i <= 4; i++) {
      assertThat(take("a", "a" + i)).isTrue();
    }
    assertThat(take("a", "a5")).isFalse();
    take("b", "b1");
    assertThat(take("c", "c1")).isTrue();
    assertThat(take("d", "d1")).isFalse();
    turns.leave("a");
    turns.leave("a");
    turns.leave("a");
    assertThat(run).containsExactly("a1", "a2", "b1", "a3", "a4", "c1");
    assertThat(take("a", "a6")).isTrue();
  }
}

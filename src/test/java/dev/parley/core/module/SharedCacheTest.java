package dev.parley.core.module;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedCacheTest {
  private long now;
  private final SharedCache<String, Integer> cache = new SharedCache<>(3, 1_000, () -> now);

  @Test
  void knowsWhatItWasTold() {
    cache.put("a", 1);
    assertThat(cache.find("a")).isEqualTo(1);
    assertThat(cache.find("b")).isNull();
    cache.put("a", 2);
    assertThat(cache.find("a")).isEqualTo(2);
  }

  @Test
  void forgetsWithTime() {
    cache.put("a", 1);
    now += 999;
    assertThat(cache.find("a")).isEqualTo(1);
    now += 1;
    assertThat(cache.find("a")).isNull();
    assertThat(cache.size()).isZero();
  }

  @Test
  void forgetsWhatWasNotUsedForTheLongest() {
    cache.put("a", 1);
    cache.put("b", 2);
    cache.put("c", 3);
    assertThat(cache.find("a")).isNotNull();
    cache.put("d", 4);
    assertThat(cache.size()).isEqualTo(3);
    assertThat(cache.find("a")).isNotNull();
    assertThat(cache.find("b")).isNull();
  }
}

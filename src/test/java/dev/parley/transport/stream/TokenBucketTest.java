package dev.parley.transport.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static long millis(long count) {
    return TimeUnit.MILLISECONDS.toNanos(count);
  }

  @Test
  void aBurstIsFreeAndWhatExceedsItHasToBeWaitedFor() {
    var bucket = new TokenBucket(100, 50, 0);
    assertThat(bucket.take(50, 0)).isZero();
    assertThat(bucket.take(1, 0)).isEqualTo(10);
  }

  @Test
  void timeBringsTokensBackUpToTheBurst() {
    var bucket = new TokenBucket(100, 50, 0);
    bucket.take(50, 0);
    assertThat(bucket.take(20, millis(200))).isZero();
    assertThat(bucket.take(51, millis(100_000))).isEqualTo(10);
  }

  @Test
  void aDebtIsPaidByTime() {
    var bucket = new TokenBucket(1_000, 10, 0);
    assertThat(bucket.take(1_010, 0)).isEqualTo(1_000);
    assertThat(bucket.take(0, millis(400))).isEqualTo(600);
    assertThat(bucket.take(0, millis(1_000))).isZero();
  }

  @Test
  void zeroMeansNoLimit() {
    assertThat(new TokenBucket(0, 0, 0).take(Long.MAX_VALUE, 0)).isZero();
  }
}

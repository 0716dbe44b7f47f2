package dev.parley.modules.muc.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** XEP-0502 §3.1, §5: whole hours are counted, as far as they are known. */
final class ActivityTest {
  private static long at(double hours) {
    return (long) (hours * TimeUnit.HOURS.toNanos(1));
  }

  @Test
  void nothingIsKnownAtFirst() {
    Activity activity = new Activity(at(10.5));
    activity.said(at(10.6));
    assertThat(activity.perHour(at(10.9))).isNegative();
    assertThat(activity.perHour(at(11.5))).isNegative();
  }

  @Test
  void wholeHoursCount() {
    Activity activity = new Activity(at(10.5));
    for (int i = 0; i < 6; i++) {
      activity.said(at(11.2));
    }
    assertThat(activity.perHour(at(12.1))).isEqualTo(6);
    assertThat(activity.perHour(at(13.1))).isEqualTo(3);
    activity.said(at(13.2));
    assertThat(activity.perHour(at(13.3))).isEqualTo(3);
  }

  @Test
  void aDayIsRemembered() {
    Activity activity = new Activity(at(0));
    for (int i = 0; i < 24; i++) {
      activity.said(at(1.5));
    }
    assertThat(activity.perHour(at(25.5))).isEqualTo(1);
    assertThat(activity.perHour(at(26.5))).isZero();
    assertThat(activity.perHour(at(1_000))).isZero();
  }
}

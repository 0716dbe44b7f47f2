package dev.parley.crash;

import dev.parley.testing.Endpoint;
import java.time.Duration;
import java.util.Random;

/** Somebody who only reads. */
final class Receiver extends Caller {
  private static final int MOST_HESITATION_MILLIS = 1_600;

  private final Habit habit;
  private final Random random;

  /** How somebody reads. */
  enum Habit {
    /** Is there and acknowledges at once, if at all. */
    PROMPT,
    /** Is there and acknowledges late, so that the server has to store what it has delivered. */
    HESITANT,
    /** Comes and goes. */
    RESTLESS
  }

  Receiver(Device device, Endpoint server, Play play, Habit habit, Random random) {
    super(device, server, play);
    this.habit = habit;
    this.random = random;
  }

  @Override
  void live(Line line) {
    line.send("<presence/>");
    while (!isStopped() && !line.endsWithin(millis(20, 120))) {
      if (habit == Habit.HESITANT) {
        line.endsWithin(play().isCalm() ? Duration.ZERO : millis(0, MOST_HESITATION_MILLIS));
        line.acknowledge();
      } else if (habit == Habit.RESTLESS && !play().isCalm()) {
        line.endsWithin(millis(0, 400));
        goAway(line);
        pauses(millis(0, 500));
        return;
      }
    }
    if (isStopped()) {
      line.leave();
    }
  }

  private void goAway(Line line) {
    if (device().acks() && random.nextBoolean()) {
      line.drop();
    } else {
      line.leave();
    }
  }

  @Override
  public void asked(Line line) {
    if (habit != Habit.HESITANT || play().isCalm()) {
      line.acknowledge();
    }
  }

  private Duration millis(int least, int most) {
    return Duration.ofMillis(random.nextInt(least, most + 1));
  }
}

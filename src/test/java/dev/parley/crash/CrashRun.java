package dev.parley.crash;

import dev.parley.crash.Play.Sign;
import dev.parley.crash.Play.Tempo;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Kills a server again and again under load, and starts it at once. */
final class CrashRun implements AutoCloseable {
  private static final long SIGN_PATIENCE_SECONDS = 60;

  private final List<Moment> moments;
  private final Random random;
  private final Scene scene;
  private Duration slowestStart = Duration.ZERO;

  /** When the server is killed. */
  private enum Moment {
    ANY(Sign.NONE),
    AFTER_ACKNOWLEDGEMENT(Sign.ACKNOWLEDGEMENT),
    AFTER_DELIVERY(Sign.DELIVERY),
    AFTER_UNMANAGED_DELIVERY(Sign.UNMANAGED_DELIVERY);

    private final Sign sign;

    Moment(Sign sign) {
      this.sign = sign;
    }
  }

  CrashRun(Scene.Setup setup, long seed) {
    this(setup, Cast::of, List.of(Moment.values()), seed);
  }

  private CrashRun(Scene.Setup setup, Scene.Casting casting, List<Moment> moments, long seed) {
    this.moments = moments;
    random = new Random(seed);
    scene = new Scene(setup, casting, random);
  }

  /** With people who have several devices, all of which acknowledge. */
  static CrashRun ofPhones(Scene.Setup setup, Phones phones, long seed) {
    var moments = List.of(Moment.ANY, Moment.AFTER_ACKNOWLEDGEMENT, Moment.AFTER_DELIVERY);
    return new CrashRun(setup, phones, moments, seed);
  }

  Scene scene() {
    return scene;
  }

  /** The longest time a killed server took to serve again. */
  Duration slowestStart() {
    return slowestStart;
  }

  /** Load, a kill, a start, some more load, and silence until all has arrived. */
  void round(int number) {
    kill(moments.get(number % moments.size()));
    var start = scene.restart();
    slowestStart = start.compareTo(slowestStart) > 0 ? start : slowestStart;
    scene.play(millis(100, 500));
    scene.calm();
  }

  private void kill(Moment moment) {
    var killed = new CountDownLatch(1);
    var server = scene.server();
    Runnable strike =
        () -> {
          server.kill();
          killed.countDown();
        };
    scene.play().tempo(Tempo.LIVELY);
    scene.play(millis(100, 1_500));
    if (moment == Moment.ANY) {
      strike.run();
      return;
    }
    scene.play().at(moment.sign, random.nextInt(1, 100), strike);
    try {
      if (!killed.await(SIGN_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("no " + moment.sign + "\n" + scene.report());
      }
    } catch (InterruptedException cause) {
      throw new IllegalStateException(cause);
    }
  }

  private Duration millis(int least, int most) {
    return Duration.ofMillis(random.nextInt(least, most + 1));
  }

  @Override
  public void close() {
    scene.close();
  }
}

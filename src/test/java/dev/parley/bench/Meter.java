package dev.parley.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Runs one load and divides the CPU time of the process under test by the work it did. */
final class Meter {
  private static final Duration SETTLE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration QUIET = Duration.ofMillis(500);

  private final Fleet fleet;
  private final Plan plan;

  Meter(Fleet fleet, Plan plan) {
    this.fleet = fleet;
    this.plan = plan;
  }

  /** Measures one row; throws if a connection fails or a login is refused. */
  Measurement measure(Row row, Subject subject) throws Exception {
    var load = row.load(fleet, subject.target(), plan);
    try {
      await(onLoop(load::open));
      awaitQuiet();
      onLoop(() -> {
        load.start();
        return load;
      });
      pause(plan.warmUp().multipliedBy(row.warmUps()));
      onLoop(() -> {
        load.forgetLatencies();
        return load;
      });
      return sample(row, subject, load);
    } finally {
      onLoop(() -> {
        load.close();
        return load;
      });
      awaitQuiet();
    }
  }

  /** Logs in a crowd that stays and says nothing; returns when nothing comes any more. */
  void crowd(Crowd crowd) throws Exception {
    await(onLoop(crowd::login));
    awaitQuiet();
  }

  /** Waits on the calling thread, which is no event loop; fails if a connection does. */
  void pause(Duration time) throws ExecutionException, TimeoutException, InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(100)));
      if (fleet.failure().isDone()) {
        fleet.failure().get(0, TimeUnit.SECONDS);
      }
    }
  }

  /** Waits until nothing comes any more, such as answers to the presence probes of logins. */
  void awaitQuiet() throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (long seen = -1; seen != fleet.reads() && System.nanoTime() < end; pause(QUIET)) {
      seen = fleet.reads();
    }
  }

  private Measurement sample(Row row, Subject subject, Load load) throws Exception {
    var target = subject.target();
    var micros = new ArrayList<Double>();
    var generator = new ArrayList<Double>();
    var rates = new ArrayList<Double>();
    for (int i = 0; i < plan.intervals(); i++) {
      var before = Sample.take(load, target);
      pause(plan.interval());
      var after = Sample.take(load, target);
      double units = Math.max(1, after.done - before.done);
      micros.add((after.server - before.server) / 1000.0 / units);
      generator.add((after.generator - before.generator) / 1000.0 / units);
      rates.add(units * 1e9 / (after.time - before.time));
    }
    settle(load);
    return new Measurement(
        row,
        subject.name(),
        subject.budget(row),
        micros,
        Measurement.median(generator),
        Measurement.median(rates),
        load.latencies().orElse(null),
        onLoop(load::faults));
  }

  private void settle(Load load) throws Exception {
    onLoop(() -> {
      load.stop();
      return load;
    });
    long end = System.nanoTime() + SETTLE.toNanos();
    while (!onLoop(load::settled) && System.nanoTime() < end) {
      pause(Duration.ofMillis(50));
    }
  }

  private void await(CompletableFuture<?> ready) throws Exception {
    CompletableFuture.anyOf(ready, fleet.failure()).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private <T> T onLoop(Callable<T> task) throws Exception {
    return fleet.loop().submit(task).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Counters at one moment; times in nanoseconds. */
  private record Sample(long time, long done, long server, long generator) {
    static Sample take(Load load, Target target) {
      return new Sample(
          System.nanoTime(),
          load.done(),
          ProcessUsage.cpuNanos(target.pid()),
          ProcessUsage.cpuNanos(ProcessHandle.current().pid()));
    }
  }
}

package dev.parley.bench;

import dev.parley.bench.LoadAccount.Circle;
import dev.parley.bench.Report.Figure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Measures what is no CPU time: memory of idle connections, time to start, size of the jar. */
final class Sizes {
  private static final int COLLECTIONS = 3;
  private static final Pattern USED = Pattern.compile("heap .* used (\\d+)K");
  private static final Duration SETTLE = Duration.ofSeconds(3);

  private final Plan plan;
  private final Path javaHome;

  Sizes(Plan plan, Path javaHome) {
    this.plan = plan;
    this.javaHome = javaHome;
  }

  /** The size of the fat jar. */
  static Figure jar(Path jar) throws IOException {
    double megabytes = Files.size(jar) / 1e6;
    return new Figure("fat jar", jar.getFileName().toString(), rounded(megabytes, "MB"), "≤ 45 MB");
  }

  /** The time one start took. */
  static Figure start(String what, Duration time) {
    return new Figure(
        "start to listening", what, rounded(time.toMillis() / 1000.0, "s"), "≤ 1.5 s");
  }

  /**
   * Logs in the crowd and divides what the server's resident memory grew by; the heap is collected
   * before each reading.
   *
   * @param subject a server with {@link Circle#FRIENDS} accounts
   */
  Figure idle(Subject subject) throws Exception {
    var target = subject.target();
    int count = plan.connections() / LoadAccount.CLIQUE * LoadAccount.CLIQUE;
    var accounts = LoadAccount.first(count, Circle.FRIENDS, target.domain());
    var few = accounts.subList(0, Math.min(count, 100 * LoadAccount.CLIQUE));
    try (var fleet = new Fleet()) {
      online(few, target, fleet);
    }
    try (var fleet = new Fleet()) {
      long before = resident(target.pid(), new Meter(fleet, plan));
      var meter = online(accounts, target, fleet);
      double each = (resident(target.pid(), meter) - before) / 1000.0 / count;
      return new Figure(
          "idle TLS connection, of " + count + ", roster of 10 (resident memory)",
          subject.name(),
          rounded(each, "kB"),
          "≤ 24 kB (17), ≤ 20 kB (25)");
    }
  }

  private Meter online(List<LoadAccount> accounts, Target target, Fleet fleet) throws Exception {
    var meter = new Meter(fleet, plan);
    meter.crowd(new Crowd(fleet, target, Security.STARTTLS, Login.Options.PLAIN, accounts));
    return meter;
  }

  /** Resident memory after the heap was collected and given back. */
  long resident(long pid, Meter meter) throws Exception {
    meter.pause(SETTLE);
    collect(pid);
    meter.pause(SETTLE);
    return ProcessUsage.residentBytes(pid);
  }

  /** Bytes in use in the heap after it was collected. */
  long heap(long pid, Meter meter) throws Exception {
    meter.pause(SETTLE);
    collect(pid);
    var asked =
        new ProcessBuilder(
                javaHome.resolve("bin/jcmd").toString(), Long.toString(pid), "GC.heap_info")
            .redirectErrorStream(true)
            .start();
    var answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    var used = USED.matcher(answer);
    if (!used.find()) {
      throw new IOException("no heap in: " + answer);
    }
    return 1024 * Long.parseLong(used.group(1));
  }

  private void collect(long pid) throws IOException, InterruptedException {
    for (int i = 0; i < COLLECTIONS; i++) {
      var jcmd =
          new ProcessBuilder(javaHome.resolve("bin/jcmd").toString(), Long.toString(pid), "GC.run")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!jcmd.waitFor(60, TimeUnit.SECONDS)) {
        jcmd.destroyForcibly();
      }
    }
  }

  static String rounded(double value, String unit) {
    return String.format(Locale.ROOT, "%.1f %s", value, unit);
  }
}

package dev.parley.bench;

import dev.parley.core.config.TlsConfig.Engine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a server and the floor below it, and prints the tables of docs/performance.md. */
@Command(
    name = "benchmark",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Measures Parley's fat jar on loopback; it ends by itself.")
@SuppressWarnings("NullAway.Init") // picocli fills what is annotated
public final class Benchmark implements Callable<Integer> {
  @Option(
      names = "--scenario",
      split = ",",
      defaultValue = "all",
      description = "all, or some of: ${COMPLETION-CANDIDATES}",
      completionCandidates = Scenarios.class)
  private Set<String> scenarios;

  @Option(names = "--jar", defaultValue = "target/parley.jar", description = "The server's jar.")
  private Path jar;

  @Option(
      names = "--java-home",
      defaultValue = "${sys:java.home}",
      description = "JDK of the server and of the relay.")
  private Path javaHome;

  @Option(names = "--java-option", description = "Option for the server's JVM; repeatable.")
  private List<String> javaOptions = List.of();

  @Option(
      names = "--engine",
      split = ",",
      defaultValue = "jdk,openssl",
      description = "TLS engines to measure.")
  private List<String> engines;

  @Option(names = "--set", description = "Setting for the server, KEY=VALUE; repeatable.")
  private List<String> settings = List.of();

  @Option(
      names = "--external",
      description = "A running server instead: HOST,PORT,TLSPORT,DOMAIN,PID; accounts exist.")
  private String external = "";

  @Option(names = "--no-floor", description = "Leaves out the relay.")
  private boolean withoutFloor;

  @Option(names = "--warm-up", defaultValue = "20", description = "Seconds before measuring.")
  private int warmUpSeconds;

  @Option(names = "--interval", defaultValue = "3", description = "Seconds of one interval.")
  private int intervalSeconds;

  @Option(names = "--intervals", defaultValue = "5", description = "Intervals a row.")
  private int intervals;

  @Option(names = "--pairs", defaultValue = "100", description = "Pairs of talking clients.")
  private int pairs;

  @Option(names = "--connections", defaultValue = "10000", description = "Idle connections.")
  private int connections;

  @Spec private CommandSpec spec;

  /** Runs from the command line; the exit code is 1 if a delivery was wrong. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Benchmark()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    var plan =
        new Plan(
            Duration.ofSeconds(warmUpSeconds),
            Duration.ofSeconds(intervalSeconds),
            intervals,
            pairs,
            connections);
    var setup = new Setup(jar, javaHome, javaOptions, settings);
    var run = new Run(plan, setup, rows(), spec.commandLine().getOut());
    var report =
        external.isEmpty()
            ? run.parley(
                engines(),
                !withoutFloor,
                new Run.Sized(
                    wants(Scenarios.SIZES),
                    wants(Scenarios.ROOM_SIZES),
                    wants(Scenarios.LOST_SESSIONS),
                    wants(Scenarios.FEDERATION)))
            : run.external(target(external.split(",", -1)));
    return report.isFaultless() ? 0 : 1;
  }

  private boolean wants(String scenario) {
    return scenarios.contains(Scenarios.ALL) || scenarios.contains(scenario);
  }

  private Set<Row> rows() {
    var rows = EnumSet.noneOf(Row.class);
    for (var row : Row.values()) {
      if (wants(Scenarios.name(row))) {
        rows.add(row);
      }
    }
    return rows;
  }

  private List<Engine> engines() {
    return engines.stream().map(name -> Engine.valueOf(name.toUpperCase(Locale.ROOT))).toList();
  }

  private static Target target(String[] parts) {
    return new Target(
        parts[0],
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]),
        0,
        0,
        parts[3],
        Long.parseLong(parts[4]));
  }
}

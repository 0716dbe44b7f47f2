package dev.parley.bench;

import dev.parley.core.config.TlsConfig.Engine;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One run of the benchmark: starts what is measured, measures it, prints. */
final class Run {
  private final Plan plan;
  private final Setup setup;
  private final Set<Row> rows;
  private final PrintWriter out;
  private final Report report = new Report();

  Run(Plan plan, Setup setup, Set<Row> rows, PrintWriter out) {
    this.plan = plan;
    this.setup = setup;
    this.rows = rows;
    this.out = out;
  }

  /** Measures a server that somebody else has started. */
  Report external(Target target) throws Exception {
    measure(new Subject("external", Engine.JDK, target));
    return printed();
  }

  /** Measures Parley with each engine, above the relay with the same engine. */
  Report parley(List<Engine> engines, boolean withFloor, boolean withSizes) throws Exception {
    for (var engine : engines) {
      String name = engine.name().toLowerCase(Locale.ROOT);
      var folder = Files.createTempDirectory("parley-benchmark");
      if (withFloor && rows.stream().anyMatch(Row::hasFloor)) {
        try (var relay = Servers.relay(setup, engine, folder)) {
          measure(new Subject("relay, " + name, engine, relay.target()));
        }
      }
    }
    return printed();
  }

  private void measure(Subject subject) throws Exception {
    for (var row : rows) {
      if (row.hasFloor() || !subject.target().isRelay()) {
        try (var fleet = new Fleet()) {
          var measurement = new Meter(fleet, plan).measure(row, subject);
          report.add(measurement);
          out.print(Report.line(measurement));
          out.flush();
        }
      }
    }
  }

  private Report printed() {
    out.println();
    out.println(report.cpuTable());
    out.println(report.latencyTable());
    out.println(report.figureTable());
    out.flush();
    return report;
  }
}

package dev.parley.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The tables of a run as Markdown, which a terminal shows well enough. */
final class Report {
  /** A number that is no CPU time: memory, start time, size. */
  record Figure(String title, String subject, String value, String budget) {}

  private final List<Measurement> measurements = new ArrayList<>();
  private final List<Figure> figures = new ArrayList<>();

  void add(Measurement measurement) {
    measurements.add(measurement);
  }

  void add(Figure figure) {
    figures.add(figure);
  }

  /** Whether every delivery of every load was right. */
  boolean isFaultless() {
    return measurements.stream().allMatch(measurement -> measurement.faults().isEmpty());
  }

  String cpuTable() {
    var table =
        new StringBuilder(
            """
            | CPU per unit of work | measured | median µs | lowest–highest | budget | units/s | \
            generator µs |
            | --- | --- | ---: | ---: | ---: | ---: | ---: |
            """);
    measurements.forEach(measurement -> table.append(line(measurement)));
    return table.toString();
  }

  String latencyTable() {
    var table =
        new StringBuilder(
            """
            | latency | measured | p50 | p90 | p95 | p99 | p99.9 | highest |
            | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
            """);
    for (var measurement : measurements) {
      var latencies = measurement.latencies();
      if (latencies != null) {
        var what = measurement.row().title() + " | " + measurement.subject();
        table.append(line(what, latencies));
      }
    }
    return table.toString();
  }

  String figureTable() {
    var table =
        new StringBuilder(
            """
            | size | measured | value | budget |
            | --- | --- | ---: | ---: |
            """);
    for (var figure : figures) {
      table.append(
          String.join(
              " | ",
              "| " + figure.title(),
              figure.subject(),
              figure.value(),
              figure.budget() + " |\n"));
    }
    return table.toString();
  }

  static String line(Measurement measured) {
    var faults = measured.faults().isEmpty() ? "" : " **WRONG: " + measured.faults() + "**";
    return String.format(
        Locale.ROOT,
        "| %s%s | %s | %.1f | %.1f–%.1f | %s | %.0f | %.1f |\n",
        measured.row().title(),
        faults,
        measured.subject(),
        measured.median(),
        measured.lowest(),
        measured.highest(),
        measured.budget(),
        measured.rate(),
        measured.generatorMicros());
  }

  private static String line(String what, Histogram latencies) {
    var cells = new StringBuilder("| " + what);
    for (double percentile : new double[] {50, 90, 95, 99, 99.9, 100}) {
      long nanos = latencies.getValueAtPercentile(percentile);
      double millis = (double) nanos / TimeUnit.MILLISECONDS.toNanos(1);
      cells.append(String.format(Locale.ROOT, " | %.2f ms", millis));
    }
    return cells.append(" |\n").toString();
  }
}

package dev.parley.bench;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * One measured row.
 *
 * @param row which
 * @param subject what was measured: the server with its TLS engine, or the relay
 * @param budget the most that the design allows, in microseconds; empty for the floor
 * @param micros CPU of the process per unit in microseconds, one value an interval
 * @param generatorMicros CPU of the generator per unit, median
 * @param rate units a second, median
 * @param latencies in nanoseconds, null where not measured
 * @param faults empty if every delivery was right
 */
record Measurement(
    Row row,
    String subject,
    String budget,
    List<Double> micros,
    double generatorMicros,
    double rate,
    @Nullable Histogram latencies,
    String faults) {
  /** Sorts the values. */
  Measurement {
    micros = micros.stream().sorted().toList();
  }

  double median() {
    return median(micros);
  }

  double lowest() {
    return micros.get(0);
  }

  double highest() {
    return micros.get(micros.size() - 1);
  }

  static double median(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}

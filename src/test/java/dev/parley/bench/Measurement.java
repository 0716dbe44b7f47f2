package dev.parley.bench;

import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * One measured row.
 *
 * @param row which
 * @param subject what was measured: the server with its TLS engine, or the relay
 * @param budget the most that the design allows, in microseconds; empty for the floor
 * @param micros CPU of the process per unit in microseconds, one value an interval, sorted
 * @param generatorMicros CPU of the generator per unit, median
 * @param rate units a second, median
 * @param latencies in nanoseconds, null where not measured
 * @param faults empty if every delivery was right
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Measurement(
    Row row,
    String subject,
    String budget,
    double[] micros,
    double generatorMicros,
    double rate,
    @Nullable Histogram latencies,
    String faults) {
  double median() {
    return median(micros);
  }

  double lowest() {
    return micros[0];
  }

  double highest() {
    return micros[micros.length - 1];
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}

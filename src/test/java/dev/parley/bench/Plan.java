package dev.parley.bench;

import java.time.Duration;

/**
 * How long and how large the measurements are.
 *
 * @param warmUp load before the first interval, for the JIT
 * @param interval length of one measurement
 * @param intervals measurements, of which the median counts
 * @param pairs conversations of the message loads
 * @param connections idle connections whose memory is measured
 */
record Plan(Duration warmUp, Duration interval, int intervals, int pairs, int connections) {}

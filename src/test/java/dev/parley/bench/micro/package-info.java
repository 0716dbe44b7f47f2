/**
 * Microbenchmarks (JMH) of what every stanza passes; the Maven profile microbenchmark runs them.
 */
@NullMarked
package dev.parley.bench.micro;

import org.jspecify.annotations.NullMarked;

package dev.parley.core.bus;

/** What a stream, bound or not, is told. */
public sealed interface ToStream {
  /**
   * These messages of the stream are safe (XEP-0198 §4): stored, or taken by their next owner.
   *
   * @param sequences the numbers given in their {@link Origin}s
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Safe(long[] sequences) implements ToStream {}
}

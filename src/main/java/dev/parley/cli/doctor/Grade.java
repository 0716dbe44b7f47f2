package dev.parley.cli.doctor;

/** How well something is. */
public enum Grade {
  /** As it should be. */
  FINE,
  /** Could not be looked at. */
  UNKNOWN,
  /** Works, but somebody should know. */
  MIND,
  /** Does not work, or will not. */
  FAULT
}

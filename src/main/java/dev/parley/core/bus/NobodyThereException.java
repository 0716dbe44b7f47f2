package dev.parley.core.bus;

/** A request went where nobody consumes. */
public final class NobodyThereException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NobodyThereException(BusAddress<?> address) {
    super("nobody is at " + address, null, false, false);
  }
}

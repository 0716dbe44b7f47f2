package dev.parley.server.transfer;

/** A file of accounts cannot be read on; the message says where and why. */
public final class TransferException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TransferException(String message) {
    super(message);
  }
}

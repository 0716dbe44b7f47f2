package dev.parley.core.tls;

/** A certificate cannot be used. The message is a sentence for the operator. */
public final class CertificateProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CertificateProblem(String message) {
    super(message);
  }

  public CertificateProblem(String message, Throwable cause) {
    super(message, cause);
  }
}

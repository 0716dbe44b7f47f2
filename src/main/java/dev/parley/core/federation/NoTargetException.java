package dev.parley.core.federation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nobody knows where a domain's server is; the message says why, for the operator. */
public final class NoTargetException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean isPermanent;

  /**
   * Without a stack trace, because strangers cause it at will.
   *
   * @param isPermanent true if the domain says so itself: it does not exist, or offers no XMPP;
   *     false if it could not be asked
   */
  public NoTargetException(String message, boolean isPermanent) {
    super(message, null, false, false);
    this.isPermanent = isPermanent;
  }

  /**
   * Sums up why nothing was found.
   *
   * @param causes why single hosts have no address; empty if they just have none
   */
  public static NoTargetException of(String domain, List<Throwable> causes) {
    @Nullable NoTargetException first = null;
    for (var cause : causes) {
      var failure =
          cause instanceof NoTargetException known
              ? known
              : new NoTargetException(String.valueOf(cause), false);
      if (!failure.isPermanent()) {
        return failure;
      }
      first = first == null ? failure : first;
    }
    return first == null ? new NoTargetException("DNS knows no server of " + domain, true) : first;
  }

  /** Whether asking again soon makes no sense. */
  public boolean isPermanent() {
    return isPermanent;
  }
}

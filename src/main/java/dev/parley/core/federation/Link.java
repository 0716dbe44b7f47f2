package dev.parley.core.federation;

/**
 * How it stands between a domain served here and one of another server, for the operator.
 *
 * @param local the domain served here; empty as long as the peer has named none
 * @param remote the other; its address as long as it has named none
 * @param isIncoming whether the other server has called
 * @param isBidirectional whether stanzas may go both ways on this stream (XEP-0288)
 * @param state a word: what is being done
 * @param proof by what the other server is recognised: certificate, dialback or none
 * @param tls the version, as {@code TLSv1.3}; empty without
 * @param waiting stanzas that were not sent yet
 * @param unacknowledged stanzas that were sent and that the other may not have
 * @param seconds since the stream was opened; 0 if there is none
 * @param trouble what went wrong last; empty if nothing
 */
public record Link(
    String local,
    String remote,
    boolean isIncoming,
    boolean isBidirectional,
    String state,
    String proof,
    String tls,
    int waiting,
    int unacknowledged,
    long seconds,
    String trouble) {
  /** The {@link #state} of a link that stanzas can take. */
  public static final String UP = "up";

  /** Whether stanzas can take it now. */
  public boolean isUp() {
    return state.equals(UP);
  }
}

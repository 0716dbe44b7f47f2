package dev.parley.core.bus;

/**
 * A request of a BOSH session (XEP-0124 §6), which is held as long as the session likes.
 *
 * @param body the body of the HTTP request; not changed by anybody
 * @param secure whether nobody on its way could read it
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record ToBosh(byte[] body, boolean secure) implements Request<ToBosh.Answer> {
  /**
   * The HTTP response.
   *
   * @param type of the content
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  public record Answer(int status, String type, byte[] body) {}
}

package dev.parley.core.auth.sasl;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the edge knows of the encryption of a stream.
 *
 * @param secure true if the stream runs over TLS
 * @param bindings its channel bindings, the preferred first; empty without TLS
 * @param certificate the client's own, verified against the configured authorities; null if it gave
 *     none
 * @param version of the protocol as four hexadecimal digits, {@code 0304} for TLS 1.3 (XEP-0515
 *     §4.1); null without TLS or if it is not known
 */
public record TlsFacts(
    boolean secure,
    List<ChannelBinding> bindings,
    @Nullable X509Certificate certificate,
    @Nullable String version) {
  /** A stream without TLS. */
  public static final TlsFacts NONE = new TlsFacts(false, List.of(), null, null);

  /** The binding of that type, null if this connection has none. */
  @Nullable ChannelBinding binding(String type) {
    for (ChannelBinding binding : bindings) {
      if (binding.type().equals(type)) {
        return binding;
      }
    }
    return null;
  }
}

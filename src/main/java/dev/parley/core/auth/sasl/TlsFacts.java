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
 */
public record TlsFacts(
    boolean secure, List<ChannelBinding> bindings, @Nullable X509Certificate certificate) {
  /** A stream without TLS. */
  public static final TlsFacts NONE = new TlsFacts(false, List.of(), null);

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

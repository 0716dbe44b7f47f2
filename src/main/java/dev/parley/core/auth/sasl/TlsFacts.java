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

  /** A stream whose TLS ends at a proxy of ours: nothing can be bound to it. */
  public static final TlsFacts ELSEWHERE = new TlsFacts(true, List.of(), null, null);

  /** The same for a stream that uses several connections: only what all of them share binds. */
  public TlsFacts onManyConnections() {
    return new TlsFacts(
        secure,
        bindings.stream()
            .filter(binding -> binding.type().equals(ChannelBinding.SERVER_END_POINT))
            .toList(),
        certificate,
        version);
  }

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

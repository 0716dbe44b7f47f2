package dev.parley.core.auth;

import dev.parley.core.auth.sasl.ChannelBinding;
import dev.parley.core.auth.sasl.TlsFacts;
import dev.parley.core.tls.EndPointHash;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Reads from a TLS session what authentication wants to know. */
public final class TlsSessions {
  private TlsSessions() {}

  /**
   * Facts of a connection whose handshake is done. The client's certificate is taken as verified:
   * the TLS engine must have refused any that is not.
   */
  public static TlsFacts facts(SSLSession session) {
    List<ChannelBinding> bindings = new ArrayList<>(2);
    TlsExporter.export(session)
        .ifPresent(data -> bindings.add(new ChannelBinding(ChannelBinding.EXPORTER, data)));
    own(session)
        .flatMap(EndPointHash::of)
        .ifPresent(data -> bindings.add(new ChannelBinding(ChannelBinding.SERVER_END_POINT, data)));
    return new TlsFacts(true, List.copyOf(bindings), certificate(session), version(session));
  }

  /** The number that the handshake carries for a version (RFC 8446 §4.2.1, RFC 5246 §A.1). */
  private static @Nullable String version(SSLSession session) {
    return switch (session.getProtocol()) {
      case "TLSv1.3" -> "0304";
      case "TLSv1.2" -> "0303";
      default -> null;
    };
  }

  /** The certificate that we have shown. */
  private static Optional<X509Certificate> own(SSLSession session) {
    Certificate @Nullable [] chain = session.getLocalCertificates();
    return chain != null && chain.length > 0 && chain[0] instanceof X509Certificate certificate
        ? Optional.of(certificate)
        : Optional.empty();
  }

  private static @Nullable X509Certificate certificate(SSLSession session) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate certificate
          ? certificate
          : null;
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }
}

package dev.parley.core.tls;

import io.vertx.core.net.TrustOptions;
import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Lets a handshake with another server end whatever certificate that shows, so that it can be told
 * what is wrong with it, or be recognised in another way (XEP-0220). Nothing passes on such a
 * stream before that.
 */
public final class AnyCertificate extends X509ExtendedTrustManager {
  /** For sockets that only look at what is shown. */
  public static final AnyCertificate INSTANCE = new AnyCertificate();

  /** For the options of connections to and from other servers. */
  public static final TrustOptions OPTIONS = TrustOptions.wrap(INSTANCE);

  private AnyCertificate() {}

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) {}

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {}

  @Override
  public void checkClientTrusted(
      X509Certificate[] chain, String type, @Nullable SSLEngine engine) {}

  @Override
  public void checkServerTrusted(
      X509Certificate[] chain, String type, @Nullable SSLEngine engine) {}

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}

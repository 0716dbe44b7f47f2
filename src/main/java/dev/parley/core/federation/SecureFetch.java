package dev.parley.core.federation;

import dev.parley.core.dns.Dns;
import dev.parley.core.tls.AnyCertificate;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Gets small documents from websites that strangers name, and no more: only by HTTPS with a good
 * certificate, only from addresses that the Internet reaches, looked at after they are resolved,
 * and again after each redirection.
 */
final class SecureFetch {
  private static final int MOST_BYTES = 16_384;
  private static final int MOST_REDIRECTIONS = 3;
  private static final int MOST_CONNECTIONS = 20;
  private static final int MOST_WAITING = 200;
  static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 303, 307, 308);

  private final Vertx vertx;
  private final HttpClient client;
  private final Dns dns;
  private final Supplier<List<String>> allowedNetworks;
  private final CertificateIdentity identity;
  private final Duration patience;

  /**
   * @param allowedNetworks networks that are allowed although the Internet does not reach them
   * @param identity checks the certificates of websites
   * @param patience with one website
   */
  SecureFetch(
      Vertx vertx,
      Dns dns,
      Supplier<List<String>> allowedNetworks,
      CertificateIdentity identity,
      Duration patience) {
    this.vertx = vertx;
    this.dns = dns;
    this.allowedNetworks = allowedNetworks;
    this.identity = identity;
    this.patience = patience;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setSsl(true)
                .setForceSni(true)
                // Checked below, like those of other servers, before anything is read.
                .setTrustOptions(AnyCertificate.OPTIONS)
                .setVerifyHost(false)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
                .setKeepAlive(false)
                .setConnectTimeout((int) patience.toMillis())
                .setMaxHeaderSize(MOST_BYTES),
            new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS).setMaxWaitQueueSize(MOST_WAITING));
  }

  /** The document; fails with a reason for the operator. Completes on any context. */
  Future<String> get(URI url) {
    return get(url, MOST_REDIRECTIONS);
  }

  private Future<String> get(URI url, int redirections) {
    return dns.addresses(url.getHost())
        .compose(found -> {
          var networks = allowedNetworks.get();
          return found.inTurn().stream()
              .filter(address -> GlobalAddresses.allow(address, networks))
              .findFirst()
              .map(address -> once(url, address, redirections))
              .orElseGet(() ->
                  Future.failedFuture(url.getHost() + " has no address that is for the public"));
        });
  }

  private Future<String> once(URI url, InetAddress address, int redirections) {
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setServer(
                SocketAddress.inetSocketAddress(SecureUrl.port(url), address.getHostAddress()))
            .setHost(url.getHost())
            .setPort(SecureUrl.port(url))
            .setURI(SecureUrl.path(url))
            .setSsl(true);
    Promise<String> got = Promise.promise();
    client
        .request(options)
        .onFailure(got::tryFail)
        .onSuccess(request -> {
          long timer =
              vertx.setTimer(
                  patience.toMillis(),
                  late -> {
                    got.tryFail(url.getHost() + " takes too long");
                    request.connection().close();
                  });
          request
              .send()
              .onFailure(got::tryFail)
              .onSuccess(response -> read(url, response, redirections).onComplete(got));
          got.future()
              .onComplete(end -> {
                vertx.cancelTimer(timer);
                request.connection().close();
              });
        });
    return got.future();
  }

  private Future<String> read(URI url, HttpClientResponse response, int redirections) {
    response.pause();
    return identity
        .checkHost(chain(response), url.getHost())
        .compose(verdict -> {
          if (!verdict.isVerified()) {
            return Future.failedFuture(url.getHost() + ": " + verdict.reason());
          }
          if (REDIRECTIONS.contains(response.statusCode())) {
            return redirected(url, response.getHeader("Location"), redirections);
          }
          return response.statusCode() == 200
              ? body(url, response)
              : Future.failedFuture(url.getHost() + " answers " + response.statusCode());
        });
  }

  private Future<String> redirected(URI url, @Nullable String location, int redirections) {
    if (location == null || redirections == 0) {
      return Future.failedFuture(url.getHost() + " leads nowhere");
    }
    try {
      return get(SecureUrl.from(url, location), redirections - 1);
    } catch (IllegalArgumentException wrong) {
      return Future.failedFuture(url.getHost() + ": " + wrong.getMessage());
    }
  }

  private static Future<String> body(URI url, HttpClientResponse response) {
    Promise<String> whole = Promise.promise();
    var bytes = Buffer.buffer();
    response
        .exceptionHandler(whole::tryFail)
        .handler(chunk -> {
          bytes.appendBuffer(chunk);
          if (bytes.length() > MOST_BYTES) {
            whole.tryFail(url.getHost() + " sends too much");
          }
        })
        .endHandler(end -> whole.tryComplete(bytes.toString(StandardCharsets.UTF_8)))
        .resume();
    return whole.future();
  }

  private static List<X509Certificate> chain(HttpClientResponse response) {
    try {
      Certificate[] shown = response.request().connection().sslSession().getPeerCertificates();
      return Stream.of(shown).map(X509Certificate.class::cast).toList();
    } catch (SSLPeerUnverifiedException e) {
      return List.of();
    }
  }
}

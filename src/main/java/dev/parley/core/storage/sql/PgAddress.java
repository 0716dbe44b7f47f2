package dev.parley.core.storage.sql;

import dev.parley.core.config.StorageConfig;
import dev.parley.core.storage.StorageOpenException;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.TrustManagerFactory;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where PostgreSQL is and who we are there, as the drivers want it.
 *
 * @param password null if none is needed
 * @param sslMode as libpq has it: {@code disable}, {@code prefer}, {@code require}, {@code
 *     verify-ca}, {@code verify-full}
 * @param rootCertificate PEM file with the authorities we trust; null for those of the JDK
 */
record PgAddress(
    String host,
    int port,
    String database,
    String user,
    @Nullable String password,
    SslMode sslMode,
    @Nullable String rootCertificate) {
  private static final int DEFAULT_PORT = 5432;

  /** Reads the URL; fails with {@link StorageOpenException}, which does not show the password. */
  static PgAddress of(StorageConfig config) {
    URI uri;
    try {
      uri = new URI(config.url());
    } catch (URISyntaxException cause) {
      // Without the cause, which quotes the URL.
      throw wrong("has a wrong character at " + cause.getIndex() + " (write it as %xx)");
    }
    String[] userInfo = decoded(uri.getRawUserInfo()).split(":", 2);
    String database = uri.getRawPath() == null ? "" : uri.getRawPath();
    if (uri.getHost() == null || userInfo[0].isEmpty() || database.length() < 2) {
      throw wrong("must look like postgresql://user:password@host:5432/database");
    }
    Map<String, String> parameters = parameters(uri.getRawQuery());
    String host = uri.getHost().replaceAll("^\\[|]$", "");
    String inUrl = userInfo.length == 2 ? userInfo[1] : null;
    String mode = parameters.remove("sslmode");
    String certificate = parameters.remove("sslrootcert");
    if (!parameters.isEmpty()) {
      throw wrong("has unknown parameters " + parameters.keySet());
    }
    return new PgAddress(
        host,
        uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
        decoded(database.substring(1)),
        userInfo[0],
        config.password() == null ? inUrl : config.password(),
        mode == null ? SslMode.PREFER : sslMode(mode),
        certificate);
  }

  private static SslMode sslMode(String name) {
    try {
      return SslMode.of(name.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw wrong("has the unknown sslmode " + name);
    }
  }

  private static Map<String, String> parameters(@Nullable String query) {
    Map<String, String> parameters = new TreeMap<>();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
          throw wrong("has a parameter without a value");
        }
        parameters.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decoded(@Nullable String raw) {
    return raw == null ? "" : URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static StorageOpenException wrong(String what) {
    return new StorageOpenException("storage.url " + what + ".", null);
  }

  /** For the driver that works. */
  PgConnectOptions toOptions() {
    var options =
        new PgConnectOptions()
            .setHost(host)
            .setPort(port)
            .setDatabase(database)
            .setUser(user)
            .setSslMode(sslMode)
            .setSslOptions(sslOptions())
            .setCachePreparedStatements(true)
            .setPipeliningLimit(256)
            .addProperty("application_name", "parley");
    return password == null ? options : options.setPassword(password);
  }

  private ClientSSLOptions sslOptions() {
    var options = new ClientSSLOptions();
    if (sslMode != SslMode.VERIFY_CA && sslMode != SslMode.VERIFY_FULL) {
      return options.setTrustAll(true);
    }
    return options
        .setHostnameVerificationAlgorithm(sslMode == SslMode.VERIFY_FULL ? "HTTPS" : "")
        .setTrustOptions(
            rootCertificate == null ? ofJdk() : new PemTrustOptions().addCertPath(rootCertificate));
  }

  private static TrustOptions ofJdk() {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      return TrustOptions.wrap(factory.getTrustManagers()[0]);
    } catch (GeneralSecurityException cause) {
      throw new IllegalStateException("the JDK has no trust store", cause);
    }
  }

  /** For the driver that migrates. */
  DataSource toDataSource(Duration timeout) {
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {host});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser(user);
    source.setPassword(password);
    source.setSslMode(sslMode.value);
    if (rootCertificate != null) {
      source.setSslRootCert(rootCertificate);
    } else if (sslMode == SslMode.VERIFY_CA || sslMode == SslMode.VERIFY_FULL) {
      source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory");
    }
    source.setConnectTimeout((int) timeout.toSeconds());
    source.setApplicationName("parley");
    return source;
  }

  /** Host, port and database: what may be shown. */
  @Override
  public String toString() {
    return host + ":" + port + "/" + database;
  }
}

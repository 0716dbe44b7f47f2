package dev.parley.testing;

import dev.parley.core.tls.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two servers that serve {@code capulet.example} and {@code montague.example}, know the way to each
 * other, and trust one authority.
 */
public final class TwoServers implements AutoCloseable {
  public static final String CAPULET = "capulet.example";
  public static final String MONTAGUE = "montague.example";
  private static final TestAuthority AUTHORITY = TestAuthority.root("Test Authority");

  private final Path folder = Folders.temporary("parley-s2s");
  private final Trust trust;
  private final boolean directTls;
  private final Map<String, String> settings;
  private ParleyTestServer capulet;
  private ParleyTestServer montague;

  /** What makes a server of this pair another. */
  public enum Trust {
    /** Both have certificates of an authority that both trust. */
    CERTIFICATES,
    /** Both have certificates that nobody vouches for, and content themselves with dialback. */
    DIALBACK
  }

  /**
   * Starts them.
   *
   * @param settings values by key path, for both
   */
  public TwoServers(Trust trust, boolean directTls, Map<String, String> settings) {
    this.trust = trust;
    this.directTls = directTls;
    this.settings = settings;
    capulet = ParleyTestServer.start(List.of(), of(CAPULET));
    montague = ParleyTestServer.start(List.of(), of(MONTAGUE));
    route();
  }

  /** Stops the first and starts it again with what it has stored. */
  public void restartCapulet() {
    capulet = capulet.restart(of(CAPULET));
    route();
  }

  /** Stops the second and starts it again with what it has stored. */
  public void restartMontague() {
    montague = montague.restart(of(MONTAGUE));
    route();
  }

  private void route() {
    route(capulet, MONTAGUE, montague, directTls);
    route(montague, CAPULET, capulet, directTls);
  }

  private Map<String, String> of(String domain) {
    var all = new HashMap<String, String>();
    all.put("domains", "[\"" + domain + "\"]");
    all.put("listen.s2s.host", "127.0.0.1");
    all.put("listen.s2s.port", "0");
    all.put("listen.s2sTls.host", "127.0.0.1");
    all.put("listen.s2sTls.port", "0");
    if (trust == Trust.DIALBACK) {
      all.put("s2s.policy.others", "dialback");
    } else {
      all.putAll(certificate(folder, domain, "*." + domain));
    }
    all.putAll(settings);
    return all;
  }

  /** Settings for a certificate that names these domains, and for the trust in its authority. */
  public static Map<String, String> certificate(Path folder, String... domains) {
    try {
      var place = Files.createDirectories(folder.resolve(domains[0]));
      AUTHORITY.issue(domains).write(place);
      return Map.of(
          "tls.certificates",
          "[\"" + place + "\"]",
          "s2s.authorities",
          AUTHORITY.write(folder.resolve("authorities.pem")).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The authority behind these certificates. */
  public static TestAuthority authority() {
    return AUTHORITY;
  }

  /** Tells a running server where another is. */
  private static void route(
      ParleyTestServer server, String domain, ParleyTestServer other, boolean directTls) {
    var ports = other.server().ports();
    var place = directTls ? "tls:127.0.0.1:" + ports.s2sTls() : "127.0.0.1:" + ports.s2s();
    route(
        server,
        Map.of(
            domain,
            place,
            "chat." + domain,
            place,
            "rooms." + domain,
            place,
            "pubsub." + domain,
            place,
            "conference." + domain,
            place));
  }

  /** Tells a running server where others are. */
  public static void route(ParleyTestServer server, Map<String, String> places) {
    var config = server.server().config();
    var s2s = config.s2s();
    var routes = new HashMap<>(s2s.routes());
    routes.putAll(places);
    server.server().reload(config.withS2s(s2s.withRoutes(routes)), server.server().tls());
  }

  /** Serves {@code capulet.example}. */
  public ParleyTestServer capulet() {
    return capulet;
  }

  /** Serves {@code montague.example}. */
  public ParleyTestServer montague() {
    return montague;
  }

  @Override
  public void close() {
    capulet.close();
    montague.close();
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.parley.cli;

import dev.parley.core.config.DomainConfig;
import dev.parley.core.config.ListenConfig.Listener;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.tls.ServerCertificate;
import dev.parley.core.tls.ServerTls;
import dev.parley.server.ParleyServer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A running server in a few lines.
 *
 * @param config what it runs on
 * @param server the server
 * @param tls its certificates
 */
record Description(ParleyConfig config, ParleyServer server, ServerTls tls) {

  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add("  domains        " + String.join(", ", domains()));
    lines.add("  clients        " + clients());
    if (config.listen().federates()) {
      lines.add("  servers        " + servers());
    }
    lines.add("  database       " + server.storage().description());
    for (var certificate : tls.certificates().all()) {
      lines.addAll(certificate(certificate));
    }
    if (!config.tls().required()) {
      lines.add(
          "  warning        tls.required is false: passwords may cross the network unprotected");
    }
    return lines;
  }

  List<String> domains() {
    return config.domains().stream().map(DomainConfig::name).toList();
  }

  /** When the first certificate expires. */
  Instant firstExpiry() {
    return tls.certificates().all().stream()
        .map(ServerCertificate::expiry)
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  private String clients() {
    var listeners = new ArrayList<String>();
    add(listeners, config.listen().c2s(), server.ports().c2s(), "STARTTLS");
    add(listeners, config.listen().c2sDirectTls(), server.ports().c2sDirectTls(), "direct TLS");
    add(listeners, config.listen().https(), server.ports().https(), "HTTPS");
    add(listeners, config.listen().http(), server.ports().http(), "HTTP");
    if (server.ports().component() > 0) {
      add(listeners, config.components().listener(), server.ports().component(), "components");
    }
    return listeners.isEmpty() ? "none" : String.join(", ", listeners);
  }

  private String servers() {
    var listeners = new ArrayList<String>();
    add(listeners, config.listen().s2s(), server.ports().s2s(), "STARTTLS");
    add(listeners, config.listen().s2sTls(), server.ports().s2sTls(), "direct TLS");
    return String.join(", ", listeners);
  }

  private static void add(
      List<String> listeners, @Nullable Listener listener, int port, String kind) {
    if (listener != null) {
      boolean isEverywhere = listener.host().equals("::") || listener.host().equals("0.0.0.0");
      var host = isEverywhere ? "" : " on " + listener.host();
      listeners.add("port " + port + host + " (" + kind + ")");
    }
  }

  private static List<String> certificate(ServerCertificate certificate) {
    var end = LocalDate.ofInstant(certificate.expiry(), ZoneId.systemDefault());
    return certificate.isSelfSigned()
        ? List.of(
            "  certificate    self-signed: made by this server, so clients ask whether to trust"
                + " it;",
            "                 valid until " + end + ", SHA-256 " + certificate.fingerprint())
        : List.of("  certificate    " + certificate.source() + ", valid until " + end);
  }
}

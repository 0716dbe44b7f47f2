package dev.parley.cli.doctor;

import dev.parley.core.MayBlock;
import dev.parley.core.admin.AdminException;
import dev.parley.core.admin.ControlClient;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.tls.Certificates;
import dev.parley.core.tls.ServerCertificate;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** The ports of this machine: does the running server answer, or could it listen? */
@MayBlock
final class PortExamination {
  private static final String ABOUT = "Ports";

  private final ParleyConfig config;
  private final @Nullable Certificates certificates;
  private final Findings findings;

  /**
   * @param certificates those of the configuration; null if they cannot be used
   */
  PortExamination(ParleyConfig config, @Nullable Certificates certificates, Findings findings) {
    this.config = config;
    this.certificates = certificates;
    this.findings = findings;
  }

  /** Returns whether a server runs. */
  boolean examine() {
    boolean isRunning = isRunning();
    for (Port port : Port.of(config.listen())) {
      if (isRunning) {
        connect(port);
      } else {
        bind(port);
      }
    }
    return isRunning;
  }

  private boolean isRunning() {
    if (!Files.isDirectory(config.data())) {
      findings.mind(ABOUT, "No server runs here.", "Start it, and ask again: parley run");
      return false;
    }
    try {
      JsonObject status = ControlClient.run(config.data(), "status", new JsonObject());
      findings.fine(
          ABOUT,
          "Parley "
              + status.getString("version")
              + " runs as process "
              + status.getLong("pid")
              + " with "
              + status.getLong("connections")
              + " connections.");
      return true;
    } catch (IOException | AdminException e) {
      findings.mind(
          ABOUT,
          "No server runs on the data folder " + config.data() + ".",
          "Start it, and ask again: parley run");
      return false;
    }
  }

  private void connect(Port port) {
    String at = "Port " + port.listener().port() + " (" + port.label() + ")";
    String domain = ServerNames.ascii(config.domains().get(0).name());
    try {
      var shown = port.certificates(port.nearby(), domain);
      ServerCertificate current = certificates == null ? null : certificates.forDomain(domain);
      if (current != null && !current.leaf().equals(shown.get(0))) {
        findings.fault(
            ABOUT,
            at + " shows another certificate than that in " + current.source() + ".",
            "Let the server read its files again: parley reload");
      } else {
        findings.fine(ABOUT, at + " answers with TLS.");
      }
    } catch (IOException e) {
      findings.fault(
          ABOUT,
          at + " does not answer as it should: " + e.getMessage() + ".",
          "Look into the log of the server; restart it if " + port.key() + " was changed.");
    }
  }

  private void bind(Port port) {
    var listener = port.listener();
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(listener.host(), listener.port()));
      findings.fine(ABOUT, "Port " + listener.port() + " (" + port.label() + ") is free.");
    } catch (BindException e) {
      findings.fault(
          ABOUT,
          "Nobody can listen at "
              + listener.host()
              + " port "
              + listener.port()
              + ": "
              + e.getMessage()
              + ".",
          "See which program has it (ss -ltnp), or set another port in "
              + port.key()
              + "; ports below 1024 need CAP_NET_BIND_SERVICE.");
    } catch (IOException e) {
      findings.fault(
          ABOUT,
          "Nobody can listen at " + listener.host() + ": " + e.getMessage() + ".",
          "Set " + port.key() + ".host to an address of this machine.");
    }
  }
}

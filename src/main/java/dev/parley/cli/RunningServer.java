package dev.parley.cli;

import dev.parley.core.MayBlock;
import dev.parley.core.admin.AdminException;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.config.json.ConfigException;
import dev.parley.core.config.json.ConfigSource;
import dev.parley.core.config.json.LoadedConfig;
import dev.parley.core.log.Logging;
import dev.parley.core.tls.CertificateProblem;
import dev.parley.core.tls.Certificates;
import dev.parley.core.tls.ServerTls;
import dev.parley.server.Engine;
import dev.parley.server.ParleyServer;
import dev.parley.server.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server, and what it runs on; changed by one reload at a time. */
@MayBlock
final class RunningServer {
  private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);

  private final ConfigSource source;
  private final Clock clock;
  private final ParleyServer server;
  private volatile LoadedConfig running;
  private volatile ServerTls tls;

  private RunningServer(
      ConfigSource source, Clock clock, ParleyServer server, LoadedConfig running, ServerTls tls) {
    this.source = source;
    this.clock = clock;
    this.server = server;
    this.running = running;
    this.tls = tls;
  }

  /** Loads the certificates and starts; throws what explains itself if it cannot. */
  static RunningServer start(
      HeadStart begun, ConfigSource source, LoadedConfig loaded, Clock clock) {
    var config = loaded.config();
    var server = start(config, begun.engine(), () -> tls(config, clock));
    var tls = server.tls();
    tls.certificates().warnings().forEach(LOG::warn);
    return new RunningServer(source, clock, server, loaded, tls);
  }

  private static ParleyServer start(ParleyConfig config, Engine engine, Supplier<ServerTls> tls) {
    try {
      return Waiting.forResult(ParleyServer.start(config, engine, tls));
    } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
      LOG.debug("start failed", e);
      throw new StartException("The server cannot start: " + e.getMessage(), e);
    }
  }

  /**
   * Reads configuration and certificates again, and takes over all that can change.
   *
   * @throws AdminException if anything is wrong; then nothing has changed
   */
  synchronized ReloadReport reload() {
    try {
      var reload = source.load().over(running);
      var config = reload.config().config();
      var renewed = tls(config, clock);
      boolean sameCertificates = certificates(renewed).equals(certificates(tls));
      Logging.apply(config.log());
      Waiting.forResult(server.reload(config, renewed));
      running = reload.config();
      tls = renewed;
      var report =
          new ReloadReport(
              reload.live(),
              reload.restart(),
              !sameCertificates,
              renewed.certificates().warnings());
      report.lines().forEach(line -> LOG.info("reload: {}", line));
      return report;
    } catch (ConfigException | CertificateProblem | IOException e) {
      LOG.error("reload refused, nothing has changed: {}", e.getMessage());
      throw new AdminException("Nothing has changed, because of this:\n" + e.getMessage());
    }
  }

  ParleyServer server() {
    return server;
  }

  ParleyConfig config() {
    return running.config();
  }

  ServerTls tls() {
    return tls;
  }

  private static ServerTls tls(ParleyConfig config, Clock clock) {
    if (!ServerTls.isAvailable(config.tls().engine())) {
      throw new StartException(
          "tls.engine is \"openssl\", which this system or this jar does not have;"
              + " \"jdk\" runs everywhere.",
          new IllegalStateException("no OpenSSL engine"));
    }
    return new ServerTls(config, Certificates.load(config, clock.instant()));
  }

  private static List<?> certificates(ServerTls tls) {
    return List.copyOf(tls.certificates().all());
  }
}

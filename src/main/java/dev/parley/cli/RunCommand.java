package dev.parley.cli;

import dev.parley.core.MayBlock;
import dev.parley.core.admin.AdminException;
import dev.parley.core.admin.ControlSocket;
import dev.parley.core.admin.DataFolder;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.log.Logging;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the server until it is told to stop. */
@MayBlock
@Command(
    name = "run",
    description = "Runs the server until it gets SIGTERM or SIGINT. SIGHUP reloads.")
final class RunCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  @Spec private @Nullable CommandSpec spec;
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private final @Nullable HeadStart begun;

  /**
   * The command.
   *
   * @param begun null to begin when it is called
   */
  RunCommand(@Nullable HeadStart begun) {
    this.begun = begun;
  }

  @Override
  public Integer call() throws Exception {
    var start = begun == null ? HeadStart.begin() : begun;
    var source = options.source();
    var loaded = source.load();
    var config = loaded.config();
    startLogging(config);
    try (var folder = lock(config.data())) {
      var running = RunningServer.start(start, source, loaded, Clock.systemUTC());
      var commands = running.server().admin();
      ServerCommands.register(commands, running);
      var control = ControlSocket.open(folder, commands);
      var stopping = listenToSignals(running);
      announce(running);
      stopping.await();
      control.close();
      return stop(running);
    }
  }

  private static void startLogging(ParleyConfig config) {
    try {
      Logging.apply(config.log());
    } catch (IOException e) {
      throw new FailureException("The log file " + config.log().file() + " cannot be opened: " + e);
    }
  }

  private static DataFolder lock(Path data) {
    try {
      return DataFolder.lock(data)
          .orElseThrow(() ->
              new FailureException(
                  "The data folder "
                      + data
                      + " is in use by "
                      + DataFolder.holder(data)
                      + ". Stop that one, or give this server another folder:"
                      + " --set data=FOLDER."));
    } catch (IOException e) {
      throw new FailureException("The data folder " + data + " cannot be used: " + e);
    }
  }

  private void announce(RunningServer running) {
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println(Version.line());
    var description = new Description(running.config(), running.server(), running.tls());
    description.lines().forEach(out::println);
    firstUser(running, description, out);
    out.flush();
    LOG.info("ready");
  }

  private void firstUser(RunningServer running, Description description, PrintWriter out) {
    for (var domain : description.domains()) {
      if (!Waiting.forResult(running.server().accounts().list(domain, null, 1)).isEmpty()) {
        out.println("Ready.");
        return;
      }
    }
    out.println("Ready. There are no users yet; this adds the first one:");
    out.println(
        "  "
            + Invocation.self()
            + " user add YOU@"
            + description.domains().get(0)
            + options.typed());
  }

  /** Counts down when the server is to stop. */
  private static CountDownLatch listenToSignals(RunningServer running) {
    var stopping = new CountDownLatch(1);
    Runnable stop =
        () -> {
          if (stopping.getCount() == 0) {
            LOG.warn("told twice to stop: stopping at once");
            Runtime.getRuntime().halt(1);
          }
          stopping.countDown();
        };
    Signals.on("TERM", stop);
    Signals.on("INT", stop);
    Signals.on("HUP", () -> reload(running));
    return stopping;
  }

  private static void reload(RunningServer running) {
    try {
      running.reload();
    } catch (AdminException e) {
      LOG.debug("reload refused", e);
    }
  }

  private static int stop(RunningServer running) {
    LOG.info("stopping");
    boolean isClean = Waiting.forResult(running.server().stop());
    LOG.info(isClean ? "stopped" : "stopped, though not all was closed in time");
    return isClean ? 0 : 1;
  }
}

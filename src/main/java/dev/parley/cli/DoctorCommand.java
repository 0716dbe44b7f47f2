package dev.parley.cli;

import dev.parley.cli.doctor.Doctor;
import dev.parley.cli.doctor.Finding;
import dev.parley.cli.doctor.Grade;
import dev.parley.cli.doctor.Waiter;
import dev.parley.core.MayBlock;
import dev.parley.core.config.LogConfig;
import dev.parley.core.log.LineText;
import dev.parley.core.log.Logging;
import dev.parley.protocol.jid.DomainName;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.server.Engine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks at the server, its machine and its DNS, and says what to do about what is wrong. */
@MayBlock
@Command(
    name = "doctor",
    description = "Looks for what is wrong with the server, its machine and its DNS.")
final class DoctorCommand implements Callable<Integer> {
  private static final int TIME_PORT = 123;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Option(
      names = "--time-server",
      paramLabel = "HOST",
      defaultValue = "pool.ntp.org",
      description = "Asked for the right time, as HOST or HOST:PORT. Default: ${DEFAULT-VALUE}.")
  private String timeServer = "";

  @Option(
      names = "--server",
      paramLabel = "DOMAIN",
      description = "Looks whether this other server can be reached too; may be repeated.")
  private List<String> servers = new ArrayList<>();

  @Option(names = "--json", description = "Print the findings as JSON, for programs.")
  private boolean asJson;

  @Override
  public Integer call() throws IOException {
    var config = options.source().load().config();
    Logging.apply(new LogConfig(LogConfig.Level.ERROR, Map.of(), LogConfig.Format.TEXT, null));
    var vertx = Vertx.vertx(Engine.options(1).setWorkerPoolSize(2));
    try {
      var doctor = new Doctor(vertx, new OnThisThread(), Clock.systemUTC(), place(timeServer));
      var findings = doctor.examine(config, servers.stream().map(DoctorCommand::prepared).toList());
      print(findings, Objects.requireNonNull(spec).commandLine().getOut());
      return findings.stream().anyMatch(finding -> finding.grade() == Grade.FAULT) ? 1 : 0;
    } finally {
      Waiting.forResult(vertx.close());
    }
  }

  private static String prepared(String domain) {
    try {
      return DomainName.prepare(domain);
    } catch (JidFormatException e) {
      throw new FailureException("--server takes a domain, not " + domain + ".");
    }
  }

  private static InetSocketAddress place(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0 || text.indexOf(':') != colon) {
      return new InetSocketAddress(text, TIME_PORT);
    }
    try {
      return new InetSocketAddress(
          text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      throw new FailureException("--time-server takes HOST or HOST:PORT, not " + text + ".");
    }
  }

  private void print(List<Finding> findings, PrintWriter out) {
    if (asJson) {
      var all = new JsonArray();
      findings.forEach(finding -> all.add(json(finding)));
      out.println(new JsonObject().put("findings", all).encodePrettily());
    } else {
      String about = "";
      for (var finding : findings) {
        if (!finding.about().equals(about)) {
          about = finding.about();
          out.println(about);
        }
        print(finding, out);
      }
      out.println(verdict(findings));
    }
    out.flush();
  }

  private static JsonObject json(Finding finding) {
    return new JsonObject()
        .put("about", finding.about())
        .put("grade", finding.grade().name().toLowerCase(Locale.ROOT))
        .put("text", finding.text())
        .put("fix", finding.fix());
  }

  private static void print(Finding finding, PrintWriter out) {
    String mark =
        switch (finding.grade()) {
          case FINE -> "  fine   ";
          case UNKNOWN -> "  ?      ";
          case MIND -> "  MIND   ";
          case FAULT -> "  FAULT  ";
        };
    out.println(mark + LineText.of(finding.text()));
    String fix = finding.fix();
    if (fix != null) {
      out.println("         → " + LineText.of(fix));
    }
  }

  private static String verdict(List<Finding> findings) {
    long faults = count(findings, Grade.FAULT);
    long remarks = count(findings, Grade.MIND);
    if (faults + remarks == 0) {
      return "Nothing is wrong.";
    }
    return faults
        + (faults == 1 ? " fault, " : " faults, ")
        + remarks
        + (remarks == 1 ? " remark." : " remarks.");
  }

  private static long count(List<Finding> findings, Grade grade) {
    return findings.stream().filter(finding -> finding.grade() == grade).count();
  }

  private static final class OnThisThread implements Waiter {
    @Override
    public <T> T await(Future<T> future) {
      return Waiting.forResult(future);
    }
  }
}

package dev.parley.cli;

import dev.parley.core.MayBlock;
import dev.parley.core.config.DomainConfig;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.log.LineText;
import dev.parley.server.transfer.AccountImport;
import dev.parley.server.transfer.TransferException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes accounts from files of other servers, or of this one (XEP-0227). */
@MayBlock
@Command(
    name = "import",
    description =
        "Makes accounts from files of XEP-0227, as \"user export\", Prosody and ejabberd write"
            + " them. No server may run meanwhile; accounts that exist are left as they are.")
final class ImportCommand implements Callable<Integer> {
  private static final int MOST_LINES = 1_000;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Parameters(index = "0..*", arity = "1..*", paramLabel = "FILE", description = "The files.")
  private List<Path> files = List.of();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private int lines;

  @Override
  public Integer call() throws IOException {
    ParleyConfig config = options.source().load().config();
    Set<String> domains =
        config.domains().stream().map(DomainConfig::name).collect(Collectors.toSet());
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    boolean complete = true;
    try (var target = Target.of(config)) {
      if (target.isRunning()) {
        throw new FailureException(
            "A server runs on the data folder " + config.data() + "; stop it first.");
      }
      var offline = target.offline();
      var accounts =
          new AccountImport(
              offline.storage(),
              offline.accounts(),
              domains::contains,
              Clock.systemUTC(),
              line -> problem(out, line));
      for (Path file : files) {
        AccountImport.Summary summary = accounts.read(file);
        complete &= summary.left() == 0;
        out.println(line(file, summary));
      }
    } catch (TransferException wrong) {
      throw new FailureException(
          LineText.of(String.valueOf(wrong.getMessage()))
              + " Accounts before this place are there; repeat the command with a mended file.");
    } finally {
      if (lines > MOST_LINES) {
        out.println((lines - MOST_LINES) + " more lines like these.");
      }
    }
    return complete ? 0 : 1;
  }

  private static String line(Path file, AccountImport.Summary summary) {
    return file
        + ": "
        + summary.imported()
        + " accounts with "
        + summary.messages()
        + " messages imported, "
        + summary.left()
        + " left out.";
  }

  private void problem(PrintWriter out, String line) {
    if (++lines <= MOST_LINES) {
      out.println(LineText.of(line));
    }
  }
}

package dev.parley.cli;

import dev.parley.core.admin.AdminException;
import dev.parley.core.config.json.ConfigException;
import dev.parley.core.storage.StorageException;
import dev.parley.core.storage.StorageOpenException;
import dev.parley.core.tls.CertificateProblem;
import dev.parley.server.StartException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what failed in one paragraph; only a mistake of ours shows where it happened. */
final class Failures implements IExecutionExceptionHandler {
  private static final List<Class<? extends Exception>> EXPLAINED =
      List.of(
          FailureException.class,
          AdminException.class,
          CertificateProblem.class,
          StartException.class,
          StorageOpenException.class,
          StorageException.class);

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    var err = commandLine.getErr();
    if (failure instanceof ConfigException refused) {
      int count = refused.problems().size();
      err.println("The configuration is refused:");
      refused.problems().forEach(problem -> err.println("  " + problem));
      err.println(count == 1 ? "Nothing was started." : count + " mistakes; nothing was started.");
    } else if (EXPLAINED.stream().anyMatch(type -> type.isInstance(failure))) {
      err.println(failure.getMessage());
    } else {
      err.println("This is a mistake in Parley; please report it with the lines that follow.");
      failure.printStackTrace(err);
    }
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }
}

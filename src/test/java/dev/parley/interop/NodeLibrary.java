package dev.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A JavaScript library in {@code target/npm} and the scripts of {@code interop} that use it. Where
 * the library is not there the test is aborted, or fails if the environment variable {@code
 * INTEROP} is {@code required}.
 */
record NodeLibrary(String name) {
  private static final Path FOLDER = Path.of("target/npm");
  private static final long SECONDS = 60;
  private static final Path SCRIPTS = Path.of("src/test/resources/interop");

  NodeLibrary {
    if (!Files.isDirectory(FOLDER.resolve("node_modules").resolve(name))) {
      var complaint =
          "There is no " + name + " in target/npm; .ci/run has the command that gets it";
      if ("required".equals(System.getenv("INTEROP"))) {
        Assertions.fail(complaint);
      }
      Assumptions.abort(complaint);
    }
  }

  /** All that a script printed. */
  record Output(String text) {
    /** Fails unless these are the steps it took and said, and no others. */
    void tells(String... steps) {
      assertThat(text.lines().filter(line -> line.matches("[a-z]+: .*|end")))
          .as(text)
          .containsExactly(steps);
    }
  }

  /** What the script printed, once it has ended. */
  Output run(String script, String... arguments) throws IOException, InterruptedException {
    // Node.js looks for libraries beside the script.
    try (var scripts = Files.newDirectoryStream(SCRIPTS, "*.mjs")) {
      for (Path file : scripts) {
        Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    var output = FOLDER.resolve(script + ".out");
    var command = new ArrayList<>(List.of("node", FOLDER.resolve(script).toString()));
    command.addAll(List.of(arguments));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(script + " does not end; " + Files.readString(output));
    }
    return new Output(Files.readString(output));
  }
}

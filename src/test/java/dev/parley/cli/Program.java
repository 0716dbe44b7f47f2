package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The program as its users start it: the fat jar of the property {@code parley.jar} where it was
 * built, else the classes of this test.
 *
 * @param folder where it works
 */
record Program(Path folder) {
  private static final long SECONDS = 120;

  /**
   * What a command left.
   *
   * @param exit its exit code
   * @param out what it printed
   * @param err what it complained of
   */
  record Ended(int exit, String out, String err) {}

  /** Does a command and waits for its end. */
  Ended run(String... words) {
    return runWithInput("", words);
  }

  Ended runWithInput(String input, String... words) {
    try {
      var out = Files.createTempFile(folder, "out", "");
      var err = Files.createTempFile(folder, "err", "");
      var process = start(out, err, words);
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      int exit = waitFor(process);
      return new Ended(exit, Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a server and waits until it is ready; its log goes to {@code log} in the folder. */
  Server serve(String... words) {
    try {
      var command = command(words);
      var process = builder(command).redirectError(folder.resolve("log").toFile()).start();
      var lines = new ArrayList<String>();
      var reader = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        if (line.startsWith("Ready")) {
          return new Server(process, lines, folder.resolve("log"));
        }
      }
      waitFor(process);
      throw new AssertionError("did not start: " + Files.readString(folder.resolve("log")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A server that was ready.
   *
   * @param process of the operating system
   * @param announced what it printed, up to the line that says that it is ready
   * @param log its log file
   */
  record Server(Process process, List<String> announced, Path log) implements AutoCloseable {
    /** Sends a signal, such as HUP. */
    void signal(String name) {
      try {
        int exit =
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
        assertThat(exit).isZero();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /** The lines of the log so far. */
    List<String> logged() {
      try {
        return Files.readAllLines(log);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Waits until a line of the log holds the text. */
    void awaitLogged(String text) {
      try (var watch = log.getFileSystem().newWatchService()) {
        log.toAbsolutePath().getParent().register(watch, StandardWatchEventKinds.ENTRY_MODIFY);
        while (logged().stream().noneMatch(line -> line.contains(text))) {
          var changed = watch.poll(SECONDS, TimeUnit.SECONDS);
          assertThat(changed).as("logs " + text).isNotNull();
          changed.pollEvents();
          changed.reset();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    int awaitExit() {
      return waitFor(process);
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private Process start(Path out, Path err, String... words) throws IOException {
    return builder(command(words)).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
  }

  private ProcessBuilder builder(List<String> command) {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder;
  }

  private static List<String> command(String... words) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // They live for seconds, half of which would go into optimising.
    command.add("-XX:TieredStopAtLevel=1");
    var jar = System.getProperty("parley.jar");
    if (jar != null && Files.exists(Path.of(jar))) {
      command.addAll(List.of("-jar", jar));
    } else {
      command.addAll(
          List.of("-cp", absolute(System.getProperty("java.class.path")), "dev.parley.Main"));
    }
    command.addAll(List.of(words));
    return command;
  }

  private static String absolute(String classPath) {
    var separator = System.getProperty("path.separator");
    var parts = new ArrayList<String>();
    for (var part : classPath.split(separator)) {
      parts.add(Path.of(part).toAbsolutePath().toString());
    }
    return String.join(separator, parts);
  }

  private static int waitFor(Process process) {
    try {
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("ends in time").isTrue();
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      process.destroyForcibly();
    }
  }
}

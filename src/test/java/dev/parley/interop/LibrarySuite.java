package dev.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The tests that the authors of a library run against servers. Their source is no part of this
 * repository: it is looked for in the folder that the system property {@code parley.suites} names,
 * and {@code .ci/suites} gets it from the network.
 *
 * <p>A table in {@code src/test/resources/interop/} says of each test what is expected: {@code
 * passed}, or the one word that its head explains.
 */
record LibrarySuite(PythonLibrary library) {
  private static final Path SOURCES = Path.of(System.getProperty("parley.suites", "target/suites"));

  /** The source tree; the test is aborted where there is none. */
  String source() {
    var folder = SOURCES.resolve(library.module()).toAbsolutePath();
    Assumptions.assumeTrue(
        Files.isDirectory(folder), () -> "There is no " + folder + "; .ci/suites gets it.");
    return folder.toString();
  }

  /** Runs all tests; exactly those must pass that the table says. */
  void run(String... arguments) {
    var ended = library.runs("suite", arguments);
    assertThat(ended.out()).as(ended.err()).endsWith("end");
    assertThat(passed(ended.out().stream()))
        .as(String.join("\n", ended.out()) + ended.err())
        .containsExactlyInAnyOrderElementsOf(passed(table()));
  }

  /** The names of those that have passed, and not failed afterwards, when their clients left. */
  private static Set<String> passed(Stream<String> lines) {
    var outcomes = new TreeMap<String, Boolean>();
    lines
        .map(line -> line.split(" +", 3))
        .filter(words -> words.length > 1)
        .forEach(words -> outcomes.merge(words[1], words[0].equals("passed"), Boolean::logicalAnd));
    outcomes.values().removeIf(passed -> !passed);
    return outcomes.keySet();
  }

  private Stream<String> table() {
    var file = Path.of("src/test/resources/interop", library.module() + "_suite.txt");
    try {
      return Files.readAllLines(file).stream().filter(line -> !line.startsWith("#"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

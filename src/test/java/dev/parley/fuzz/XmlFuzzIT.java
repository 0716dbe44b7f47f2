package dev.parley.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Lets Jazzer search for new inputs, guided by what code they reach. `-Dfuzz.seconds=600` searches
 * longer; what it learns stays in `target/fuzz` for the next run.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
final class XmlFuzzIT {
  private static final Duration SEARCH = Duration.ofSeconds(Long.getLong("fuzz.seconds", 20));
  private static final Path FOLDER = Path.of("target/fuzz");

  @Test
  void findsNoInputThatIsReadDifferently() throws IOException, InterruptedException {
    var corpus = Files.createDirectories(FOLDER.resolve("corpus"));
    var log = FOLDER.resolve("jazzer.log");
    var jazzer =
        new ProcessBuilder(command(corpus))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(jazzer.waitFor(SEARCH.toSeconds() + 120, TimeUnit.SECONDS))
          .as("Jazzer ends in time")
          .isTrue();
    } finally {
      jazzer.destroyForcibly();
    }
    assertThat(jazzer.exitValue()).as(() -> read(log)).isZero();
    assertThat(read(log)).contains("Done ");
  }

  private static List<String> command(Path corpus) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+EnableDynamicAgentLoading",
        "--enable-native-access=ALL-UNNAMED",
        "-Xmx512m",
        "-cp",
        System.getProperty("java.class.path"),
        "com.code_intelligence.jazzer.Jazzer",
        "--target_class=" + XmlFuzzer.class.getName(),
        "--instrumentation_includes=dev.parley.protocol.**:com.fasterxml.aalto.**",
        "--reproducer_path=" + FOLDER,
        "-artifact_prefix=" + FOLDER + "/",
        "-dict=src/test/resources/fuzz/xml.dict",
        "-max_total_time=" + SEARCH.toSeconds(),
        "-max_len=300",
        "-rss_limit_mb=0",
        "-print_final_stats=1",
        corpus.toString(),
        XmlFuzzerTest.INPUTS.toString(),
        "src/test/resources/golden/stanza");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

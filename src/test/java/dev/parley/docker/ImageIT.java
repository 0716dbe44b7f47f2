package dev.parley.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * The entry point of the image runs as a user that exists nowhere, without capabilities, where only
 * the data folder can be written to (`docker/rehearse`).
 */
@EnabledIf("hasNamespaces")
@Timeout(300)
final class ImageIT {
  @TempDir Path data;

  @BeforeEach
  void openToTheGroup() throws IOException {
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwx---"));
  }

  @Test
  void startsTellsItsStatusAndStops() throws Exception {
    var server = rehearse(List.of());
    try (var printed = server.inputReader()) {
      assertThat(printed.lines().anyMatch(line -> line.startsWith("Ready."))).isTrue();
      assertThat(exitCode(rehearse(List.of("status")))).isZero();
      server.toHandle().destroy();
      assertThat(printed.lines()).last().asString().endsWith("stopped");
    } finally {
      server.destroy();
    }
    assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(exitCode(rehearse(List.of("status")))).isEqualTo(1);
  }

  @Test
  void unpacksNoLibraries() throws Exception {
    var command = List.of("user", "add", "juliet@localhost", "--password-stdin");
    var process = rehearse(command);
    process.getOutputStream().write("s3cret\n".getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().close();
    assertThat(exitCode(process)).isZero();
    try (var files = Files.walk(data)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".so"));
    }
  }

  private Process rehearse(List<String> command) throws IOException {
    var words = new ArrayList<>(List.of("docker/rehearse", System.getProperty("parley.jar")));
    words.add(data.toString());
    words.addAll(command);
    var builder = new ProcessBuilder(words).redirectErrorStream(true);
    var java = Path.of(System.getProperty("java.home"), "bin");
    builder.environment().merge("PATH", java.toString(), (old, ours) -> ours + ":" + old);
    builder.environment().put("PARLEY_LISTEN_C2S_PORT", "0");
    builder.environment().put("PARLEY_LISTEN_C2SDIRECTTLS_PORT", "0");
    builder.environment().put("PARLEY_LISTEN_HTTPS_PORT", "0");
    return builder.start();
  }

  private static int exitCode(Process process) throws Exception {
    process.getInputStream().transferTo(System.out);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** Whether this system lets us make file systems of our own, as most do for root. */
  static boolean hasNamespaces() {
    try {
      var probe = new ProcessBuilder("unshare", "--mount", "--map-root-user", "true").start();
      return probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

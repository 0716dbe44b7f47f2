package dev.parley.interop.federation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A server of Debian's in a process of its own, on ports of this machine. */
final class PeerProcess {
  private static final int STARTS = 1_000;
  private static final RandomGenerator RANDOM = RandomGenerator.getDefault();

  private final Path folder;
  private final List<String> command;
  private final Map<String, String> environment;
  private final List<Integer> ports;
  private Process process;

  private PeerProcess(
      Path folder, List<String> command, Map<String, String> environment, List<Integer> ports) {
    this.folder = folder;
    this.command = command;
    this.environment = new HashMap<>(environment);
    this.environment.put("HOME", folder.toString());
    this.ports = ports;
  }

  /** Skips the test if a file is missing, or fails it where it has to be there. */
  static void need(String file, String debianPackage) {
    if (!Files.exists(Path.of(file))) {
      var complaint = "There is no " + file + "; Debian's package is " + debianPackage + ".";
      if ("required".equals(System.getenv("INTEROP"))) {
        Assertions.fail(complaint);
      }
      Assumptions.abort(complaint);
    }
  }

  /** A port that nobody uses, below those that the system gives to connections. */
  static int freePort() {
    for (int i = 0; i < 1_000; i++) {
      int candidate = RANDOM.nextInt(20_000, 32_000);
      try (var socket = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Somebody has it; the next may be free.
      }
    }
    throw new IllegalStateException("no port is free");
  }

  /** Writes a file of {@code interop/federation} with its places filled in. */
  static Path template(String name, Path folder, Map<String, String> places) {
    try {
      var text = Files.readString(Path.of("src/test/resources/interop/federation", name));
      for (var place : places.entrySet()) {
        text = text.replace("{" + place.getKey() + "}", place.getValue());
      }
      return Files.writeString(Files.createDirectories(folder).resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts it, and waits until it accepts connections.
   *
   * @param ports that it listens on when it is there
   */
  static PeerProcess start(
      Path folder, List<Integer> ports, Map<String, String> environment, String... command) {
    var peer = new PeerProcess(folder, List.of(command), environment, ports);
    peer.start();
    return peer;
  }

  /** Starts it again after a stop. */
  void start() {
    try {
      var builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().putAll(environment);
      process =
          builder
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("output").toFile())
              .start();
      for (int i = 0; i < STARTS; i++) {
        if (ports.stream().allMatch(PeerProcess::accepts)) {
          return;
        }
        if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
          break;
        }
      }
      kill();
      throw new AssertionError(
          command.get(0) + " does not start: " + Files.readString(folder.resolve("output")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean accepts(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Lets it stand still with all its connections open, as a machine that hangs. */
  void freeze() {
    signal("-STOP");
  }

  /** Lets it go on. */
  void thaw() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      var kill = new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start();
      Assertions.assertTrue(kill.waitFor(10, TimeUnit.SECONDS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends it at once; its connections break. */
  void kill() {
    process.destroyForcibly();
    try {
      Assertions.assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

package dev.parley.crash;

import dev.parley.testing.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The fat jar as a process of its own, with production settings but for its ports and limits. */
final class ServerProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final long began = System.nanoTime();
  private final CompletableFuture<Duration> ready = new CompletableFuture<>();
  private final List<String> output = new ArrayList<>();

  private ServerProcess(Process process) {
    this.process = process;
    var reader = new Thread(this::read, "server-output");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts the server; it may take a while until it is {@link #awaitReady ready}.
   *
   * @param settings as after {@code --set}
   */
  static ServerProcess start(Path jar, Path data, Endpoint listener, List<String> settings) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", jar.toString(), "run"));
    var all = new ArrayList<String>();
    all.add("data=" + data);
    all.add("listen.c2s.host=" + listener.host());
    all.add("listen.c2s.port=" + listener.port());
    all.add("listen.c2sDirectTls=null");
    all.add("listen.s2s=null");
    all.add("listen.s2sTls=null");
    all.add("listen.https=null");
    all.add("limits.profile=trusted");
    // On a slow machine, more than usual wait for somebody who is away for a moment.
    all.add("limits.account.offlineMessages=100000");
    all.add("tls.required=false");
    all.addAll(settings);
    all.forEach(setting -> command.addAll(List.of("--set", setting)));
    try {
      return new ServerProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  /** Where nobody listens now. */
  static Endpoint freeEndpoint() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Endpoint("127.0.0.1", socket.getLocalPort());
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        note(line);
        if (line.contains("not closed yet")) {
          threads().forEach(this::note);
        }
        if (line.startsWith("Ready.")) {
          ready.complete(Duration.ofNanos(System.nanoTime() - began));
        }
      }
    } catch (IOException ended) {
      // With the process.
    }
    ready.completeExceptionally(new IllegalStateException("the server ended: " + output()));
  }

  private void note(String line) {
    synchronized (output) {
      output.add(line);
    }
  }

  /** What its threads do, for the report of a stop that hangs. */
  private List<String> threads() throws IOException {
    Path jstack = Path.of(System.getProperty("java.home"), "bin", "jstack");
    Process dump =
        new ProcessBuilder(jstack.toString(), String.valueOf(process.pid()))
            .redirectErrorStream(true)
            .start();
    try (BufferedReader lines = dump.inputReader(StandardCharsets.UTF_8)) {
      return lines.lines().toList();
    }
  }

  /** Waits until it serves; returns how long that took from its start. */
  Duration awaitReady() {
    try {
      return ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException cause) {
      throw new IllegalStateException("the server did not start: " + output(), cause);
    }
  }

  /** What it printed so far. */
  List<String> output() {
    synchronized (output) {
      return List.copyOf(output);
    }
  }

  /** SIGKILL; does not wait. */
  void kill() {
    // Through the handle: the process itself would close its output, unread.
    process.toHandle().destroyForcibly();
  }

  /** SIGTERM; does not wait. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** True if it ended by itself within the time. */
  boolean endsWithin(Duration time) {
    try {
      return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException cause) {
      throw new IllegalStateException(cause);
    }
  }

  /** Waits for its end; returns its exit code, 128 + 9 after SIGKILL. */
  int awaitEnd() {
    if (!endsWithin(Duration.ofSeconds(PATIENCE_SECONDS))) {
      throw new IllegalStateException("the server does not end: " + output());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    kill();
    awaitEnd();
  }
}

package dev.parley.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A child process that listens on loopback; stopped by SIGTERM when closed. */
final class ServerProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private final Process process;
  private final Target target;
  private final Duration startTime;

  private ServerProcess(Process process, Target target, Duration startTime) {
    this.process = process;
    this.target = target;
    this.startTime = startTime;
  }

  /**
   * Starts a command and waits until both ports accept.
   *
   * @param log where its output goes
   */
  static ServerProcess start(List<String> command, Target planned, Path log)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    for (int port : new int[] {planned.port(), planned.tlsPort()}) {
      while (!accepts(planned.host(), port)) {
        if (!process.isAlive() || System.nanoTime() - begin > START.toNanos()) {
          process.destroyForcibly();
          throw new IOException("the server did not start, see " + log);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
      }
    }
    var startTime = Duration.ofNanos(System.nanoTime() - begin);
    var target =
        new Target(
            planned.host(),
            planned.port(),
            planned.tlsPort(),
            planned.httpsPort(),
            planned.componentPort(),
            planned.domain(),
            process.pid());
    return new ServerProcess(process, target, startTime);
  }

  /** A port that nobody listens on now. */
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The command line that starts {@code java} with the class path of this process. */
  static List<String> java(Path javaHome, List<String> options, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(javaHome.resolve("bin/java").toString());
    command.addAll(options);
    command.addAll(arguments);
    return command;
  }

  Target target() {
    return target;
  }

  /** From starting the process until it accepted connections on its last port. */
  Duration startTime() {
    return startTime;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static boolean accepts(String host, int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}

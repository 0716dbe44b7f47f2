package dev.parley.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL of our own, on a free port, with its data in a temporary folder. It refuses to
 * run as root, so root starts it as {@code nobody}. It ends with this process, however that ends.
 */
public final class TestPostgres implements AutoCloseable {
  /** Who may do everything. */
  public static final String USER = "postgres";

  /** The password of {@link #USER}. */
  public static final String PASSWORD = "se:cr@t/";

  private static final long PATIENCE_SECONDS = 60;
  private static @Nullable TestPostgres shared;

  private final Path folder;
  private final Path programs;
  private final List<String> prefix;
  private final int port;
  private final AtomicInteger databases = new AtomicInteger();
  private @Nullable Process process;

  /** Makes a server and starts it. */
  public TestPostgres(String... settings) {
    try {
      programs = PostgresBinaries.folder().resolve("bin");
      prefix = prefix(programs.resolve("postgres"));
      folder = Files.createTempDirectory("parley-postgres");
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
      Path password = folder.resolve("password");
      Files.writeString(password, PASSWORD + "\n");
      Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
      port = freePort();
      run(
          "initdb",
          "-D",
          data(),
          "-U",
          USER,
          "--pwfile=" + password,
          "--auth=scram-sha-256",
          "--encoding=UTF8",
          "--locale=C",
          "--no-sync",
          "--no-instructions");
      Files.writeString(folder.resolve("settings"), String.join("\n", settings));
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    start();
  }

  /** One that all tests of this process share, which therefore must not stop it. */
  public static synchronized TestPostgres shared() {
    if (shared == null) {
      shared = new TestPostgres();
    }
    return shared;
  }

  /** How to run a program as somebody who is not root; nothing if we are not root. */
  private static List<String> prefix(Path program) throws IOException {
    if (!System.getProperty("user.name").equals("root")) {
      return List.of();
    }
    List<List<String>> ways =
        List.of(
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"),
            List.of("unshare", "-U"));
    for (List<String> way : ways) {
      List<String> command = new ArrayList<>(way);
      command.addAll(List.of(program.toString(), "--version"));
      try {
        if (exitCode(new ProcessBuilder(command)) == 0) {
          return way;
        }
      } catch (IOException missing) {
        // The next way, then.
      }
    }
    throw new IllegalStateException("root cannot start PostgreSQL: neither setpriv nor unshare");
  }

  private static int exitCode(ProcessBuilder builder) throws IOException {
    Process started =
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    try {
      return started.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) ? started.exitValue() : -1;
    } catch (InterruptedException cause) {
      throw new IllegalStateException(cause);
    }
  }

  private void run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(programs.resolve(program).toString());
    command.addAll(Arrays.asList(arguments));
    int code = exitCode(new ProcessBuilder(command).directory(folder.toFile()));
    if (code != 0) {
      throw new IllegalStateException(program + " failed with code " + code);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  /** The port that it listens on, also while it is stopped. */
  public int port() {
    return port;
  }

  /** Starts it; returns when it takes connections. */
  public void start() {
    List<String> command = new ArrayList<>();
    // Its standard input ends when this process does; then the server is killed.
    command.addAll(
        List.of("sh", "-c", "exec 3<&0; \"$@\" </dev/null & read line <&3; kill -9 $!", "sh"));
    command.addAll(prefix);
    command.addAll(
        List.of(
            programs.resolve("postgres").toString(),
            "-D",
            data(),
            "-p",
            "" + port,
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "shared_buffers=32MB",
            "-c",
            "max_connections=60"));
    try {
      for (String setting : Files.readAllLines(folder.resolve("settings"))) {
        command.addAll(List.of("-c", setting));
      }
      var ready = new CompletableFuture<Boolean>();
      Process started =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      process = started;
      var reader = new Thread(() -> read(started, ready), "test-postgres-log");
      reader.setDaemon(true);
      reader.start();
      ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (IOException | InterruptedException | ExecutionException | TimeoutException cause) {
      throw new IllegalStateException("PostgreSQL did not start", cause);
    }
  }

  private static void read(Process started, CompletableFuture<Boolean> ready) {
    var said = new StringBuilder();
    try (BufferedReader log = started.inputReader(StandardCharsets.UTF_8)) {
      for (String line = log.readLine(); line != null; line = log.readLine()) {
        if (line.contains("ready to accept connections")) {
          ready.complete(true);
        } else if (!ready.isDone()) {
          // A client that comes too early is told so in a line of the log; only the end is final.
          said.append(line).append('\n');
        }
      }
    } catch (IOException ended) {
      // With the process.
    }
    ready.completeExceptionally(new IllegalStateException(said.toString()));
  }

  /** Kills it and all its helpers as {@code kill -9} does; returns when they are gone. */
  public void kill() {
    Process running = process;
    if (running == null) {
      return;
    }
    process = null;
    List<ProcessHandle> all = running.descendants().toList();
    all.forEach(ProcessHandle::destroyForcibly);
    running.destroyForcibly();
    try {
      for (ProcessHandle one : all) {
        one.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
      running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException cause) {
      throw new IllegalStateException("PostgreSQL did not die", cause);
    }
  }

  /** Makes an empty database; gives its URL, with the password. */
  public String freshDatabase() {
    String name = "test" + databases.incrementAndGet();
    execute("postgres", "CREATE DATABASE " + name);
    return url(name, "se%3Acr%40t%2F");
  }

  /** The URL of a database, with a password as it is written in URLs. */
  public String url(String database, String password) {
    return "postgresql://"
        + USER
        + ":"
        + password
        + "@127.0.0.1:"
        + port
        + "/"
        + database
        + "?sslmode=disable";
  }

  /** A connection of the test's own. */
  public Connection connect(String database) {
    try {
      return DriverManager.getConnection(
          "jdbc:postgresql://127.0.0.1:" + port + "/" + database, USER, PASSWORD);
    } catch (SQLException cause) {
      throw new IllegalStateException(cause);
    }
  }

  /** Runs SQL in a database. */
  public void execute(String database, String sql) {
    try (Connection connection = connect(database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException cause) {
      throw new IllegalStateException(cause);
    }
  }

  /** Kills it and deletes its data. */
  @Override
  public synchronized void close() {
    kill();
    try {
      if (Files.exists(folder)) {
        Folders.delete(folder);
      }
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }
}

package dev.parley.testing;

import dev.parley.core.auth.AppPasswords;
import dev.parley.core.auth.Password;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.config.json.ConfigSource;
import dev.parley.core.tls.Certificates;
import dev.parley.core.tls.ServerTls;
import dev.parley.protocol.jid.Jid;
import dev.parley.server.Engine;
import dev.parley.server.ParleyServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Parley in this process, as it would run with a file of these settings: on free ports, with an
 * embedded database and a certificate of its own in a folder that goes away with it.
 */
public final class ParleyTestServer implements TestServer {
  /** Services that others are built on; the rest are features. */
  private static final List<String> SERVICES =
      List.of("auth", "roster", "presence", "message", "iq");

  private static final long PATIENCE_SECONDS = 90;

  private final Path folder;
  private final ParleyServer server;

  private ParleyTestServer(Path folder, ParleyServer server) {
    this.folder = folder;
    this.server = server;
  }

  /** Starts a server with default settings, without limits on rates. */
  public static ParleyTestServer start() {
    return start(List.of(), Map.of());
  }

  /**
   * Starts a server.
   *
   * @param modules the features to run, empty for the default set
   * @param settings values by key path, as after `--set`
   */
  public static ParleyTestServer start(List<String> modules, Map<String, String> settings) {
    return start(newFolder(), modules, settings);
  }

  /** Stops it and starts another with default settings on the same data. */
  public ParleyTestServer restart() {
    return restart(Map.of());
  }

  /** Stops it and starts another with these settings on the same data. */
  public ParleyTestServer restart(Map<String, String> settings) {
    stop();
    return start(folder, List.of(), settings);
  }

  private static ParleyTestServer start(
      Path folder, List<String> modules, Map<String, String> settings) {
    var config = config(folder, modules, settings);
    var certificates = Certificates.load(config, Instant.now());
    var server =
        await(
            ParleyServer.start(config, Engine.start(), () -> new ServerTls(config, certificates)));
    return new ParleyTestServer(folder, server);
  }

  private static ParleyConfig config(
      Path folder, List<String> modules, Map<String, String> settings) {
    var options = new ArrayList<String>();
    options.add("data=" + folder);
    options.add("limits.profile=trusted");
    options.add("auth.failureDelay=1ms");
    // Tests leave peers of all kinds behind that do not answer, one after the other.
    options.add("stopTimeout=50s");
    for (var listener : List.of("listen.c2s", "listen.c2sDirectTls", "listen.https")) {
      options.add(listener + ".host=127.0.0.1");
      options.add(listener + ".port=0");
    }
    if (settings.keySet().stream().noneMatch(key -> key.startsWith("listen.s2s"))) {
      options.add("listen.s2s=null");
      options.add("listen.s2sTls=null");
    }
    options.add("components.port=0");
    options.add("modules.proxy.port=0");
    options.add("modules.proxy.host=127.0.0.1");
    options.add("modules.proxy.address=127.0.0.1");
    if (!modules.isEmpty()) {
      ParleyConfig.DEFAULT.modules().keySet().stream()
          .filter(name -> !SERVICES.contains(name) && !modules.contains(name))
          .forEach(name -> options.add("modules." + name + ".enabled=false"));
    }
    settings.forEach((key, value) -> options.add(key + "=" + value));
    return new ConfigSource(null, Map.of(), options).load().config();
  }

  /** The server itself, for what only it knows. */
  public ParleyServer server() {
    return server;
  }

  @Override
  public String domain() {
    return server.config().domains().get(0).name();
  }

  @Override
  public Endpoint c2s() {
    return new Endpoint("127.0.0.1", server.ports().c2s());
  }

  @Override
  public Endpoint directTls() {
    return new Endpoint("127.0.0.1", server.ports().c2sDirectTls());
  }

  @Override
  public Endpoint https() {
    return new Endpoint("127.0.0.1", server.ports().https());
  }

  @Override
  public Endpoint component() {
    return new Endpoint("127.0.0.1", server.ports().component());
  }

  @Override
  public void addAccount(Account account) {
    await(server.accounts().create(Jid.parse(account.jid()), Password.of(account.password())));
  }

  @Override
  public void makeAdministrator(Account account) {
    var admins = new ArrayList<>(server.config().admins());
    admins.add(Jid.parse(account.jid()));
    await(server.reload(server.config().withAdmins(admins.toArray(Jid[]::new)), server.tls()));
  }

  @Override
  public void block(String jid) {
    run("blocklist add", new JsonObject().put("jid", jid));
  }

  /** Does what an administrator asks for. */
  public JsonObject run(String command, JsonObject arguments) {
    return await(server.admin().run(command, arguments));
  }

  @Override
  public void disable(Account account) {
    await(server.accounts().setEnabled(Jid.parse(account.jid()), false));
  }

  @Override
  public List<String> addAppPassword(Account account, String name) {
    var passwords = new AppPasswords(server.storage(), server.accounts(), Clock.systemUTC());
    var made = await(passwords.add(Jid.parse(account.jid()), name)).orElseThrow();
    return List.of(made.appPassword().id(), made.password());
  }

  @Override
  public void keepOnlyKey(Account account, String mechanism) {
    var jid = Jid.parse(account.jid());
    var keys = await(server.storage().accounts().find(jid)).orElseThrow().keys();
    await(
        server
            .storage()
            .accounts()
            .setKeys(jid, keys.stream().filter(key -> key.mechanism().equals(mechanism)).toList()));
  }

  @Override
  public void close() {
    stop();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whatever its peers do, a server stops in time, in good order. */
  private void stop() {
    if (!await(server.stop())) {
      throw new AssertionError("not all was closed in time; the log says what");
    }
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("parley-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}

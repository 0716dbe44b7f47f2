package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: what they print, what they leave, and how they end. */
final class ProgramIT {
  private static final String[] FREE_PORTS = {
    "--set", "listen.c2s.host=127.0.0.1",
    "--set", "listen.c2s.port=0",
    "--set", "listen.c2sDirectTls.host=127.0.0.1",
    "--set", "listen.c2sDirectTls.port=0",
    "--set", "listen.s2s.host=127.0.0.1",
    "--set", "listen.s2s.port=0",
    "--set", "listen.s2sTls.host=127.0.0.1",
    "--set", "listen.s2sTls.port=0",
    "--set", "listen.https.host=127.0.0.1",
    "--set", "listen.https.port=0"
  };

  @TempDir Path folder;
  private Program parley;

  @BeforeEach
  void program() {
    parley = new Program(folder);
  }

  @Test
  void theVersionIsPrintedWithoutAnyWarning() {
    var version = parley.run("version");
    assertThat(version.exit()).isZero();
    assertThat(version.out()).startsWith("Parley ").hasLineCount(1);
    assertThat(version.err()).isEmpty();
  }

  @Test
  void accountsAreKeptWhileNoServerRuns() {
    var added = user("add", "juliet@localhost", "r0m30 r0m30\n");
    assertThat(added.err()).isEmpty();
    assertThat(added.exit()).isZero();
    assertThat(added.out())
        .isEqualToNormalizingNewlines(
            """
            Added juliet@localhost.
            Log in with any XMPP client: address juliet@localhost and this password. If it asks for a server: localhost, port 5222.
            """);
    assertThat(permissions("data")).isEqualTo("rwx------");

    var again = user("add", "Juliet@LOCALHOST", "other password\n");
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err().strip())
        .isEqualTo("juliet@localhost exists already; \"user passwd\" changes its password");

    assertThat(user("passwd", "juliet@localhost", "new password\n").out().strip())
        .isEqualTo("Changed the password of juliet@localhost.");
    assertThat(parley.run("user", "disable", "juliet@localhost").exit()).isZero();
    assertThat(parley.run("user", "list").out().strip()).isEqualTo("juliet@localhost (disabled)");
    assertThat(parley.run("user", "enable", "juliet@localhost").exit()).isZero();
    var listed = new JsonObject(parley.run("user", "list", "--json").out());
    assertThat(listed.getJsonArray("users").getJsonObject(0).getBoolean("enabled")).isTrue();
    assertThat(parley.run("user", "delete", "juliet@localhost").exit()).isZero();
    assertThat(parley.run("user", "list", "localhost").out()).isEmpty();
    var gone = parley.run("user", "delete", "juliet@localhost");
    assertThat(gone.exit()).isEqualTo(1);
    assertThat(gone.err()).startsWith("There is no account juliet@localhost");
  }

  /** SECURITY A148: neither what is printed and logged, nor the list of processes, has a secret. */
  @Test
  void secretsStayInside() throws IOException {
    var password = "g4rden-w4ll";
    var file =
        Files.writeString(
            folder.resolve("secret.json"),
            "{ \"storage\": { \"url\": \"postgresql://parley:"
                + password
                + "@127.0.0.1:1/parley\" }, \"log\": { \"level\": \"trace\" } }");
    var checked = parley.run("check", "--config", file.toString());
    var refused = parley.run("run", "--config", file.toString());
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(checked.out() + checked.err() + refused.out() + refused.err())
        .contains("127.0.0.1")
        .doesNotContain(password);

    try (var server = parley.serve(FREE_PORTS)) {
      var added = user("add", "juliet@localhost", password + "\n");
      assertThat(added.exit()).isZero();
      assertThat(added.out() + added.err()).doesNotContain(password);
      assertThat(server.logged()).noneMatch(line -> line.contains(password));
      assertThat(server.process().descendants()).isEmpty();
    }
  }

  @Test
  void appPasswordsAreMadeListedAndRevoked() {
    assertThat(user("add", "juliet@localhost", "r0m30 r0m30\n").exit()).isZero();
    var made = appPassword("add", "juliet@localhost", "Mail client", "--json");
    assertThat(made.err()).isEmpty();
    var shown = new JsonObject(made.out());
    assertThat(shown.getString("password")).matches("([a-z2-9]{4}-){4}[a-z2-9]{4}");
    var id = shown.getString("id");
    assertThat(appPassword("list", "juliet@localhost").out().strip())
        .startsWith(id)
        .endsWith("never used  Mail client")
        .doesNotContain(shown.getString("password"));
    assertThat(appPassword("revoke", "juliet@localhost", "other").err().strip())
        .isEqualTo("There is no app password of that id");
    assertThat(appPassword("revoke", "juliet@localhost", id).exit()).isZero();
    assertThat(appPassword("list", "juliet@localhost").out()).isEmpty();
    assertThat(appPassword("add", "romeo@localhost", "Mail").err().strip())
        .isEqualTo("There is no account romeo@localhost");
    assertThat(parley.run("user", "device", "list", "juliet@localhost").out()).isEmpty();
    assertThat(parley.run("user", "device", "revoke", "juliet@localhost", "x").err().strip())
        .isEqualTo("There is no device of that id");
  }

  private Program.Ended appPassword(String... words) {
    var all = new ArrayList<>(List.of("user", "app-password"));
    all.addAll(List.of(words));
    return parley.run(all.toArray(String[]::new));
  }

  @Test
  void accountsLeaveInFilesAndComeBack() throws IOException {
    user("add", "juliet@localhost", "r0m30 r0m30\n");
    Path file = folder.resolve("juliet.xml");
    Path secret = Files.writeString(folder.resolve("secret"), "unharmed");
    Files.createSymbolicLink(folder.resolve("juliet.xml.part"), secret);
    try (var running = parley.serve(FREE_PORTS)) {
      var exported = parley.run("user", "export", "juliet@localhost", "juliet.xml");
      assertThat(exported.err()).isEmpty();
      assertThat(exported.out()).startsWith("Wrote juliet@localhost to juliet.xml.");
      var refused = parley.run("user", "import", "juliet.xml");
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err()).contains("A server runs on the data folder");
      running.signal("TERM");
      assertThat(running.awaitExit()).isZero();
    }
    assertThat(permissions("juliet.xml")).isEqualTo("rw-------");
    assertThat(secret).hasContent("unharmed");
    assertThat(file).content().contains("SCRAM-SHA-256").doesNotContain("r0m30");

    Files.createSymbolicLink(folder.resolve("link.xml"), secret);
    for (String name : List.of("juliet.xml", "link.xml")) {
      var again = parley.run("user", "export", "juliet@localhost", name);
      assertThat(again.exit()).isEqualTo(1);
      assertThat(again.err()).startsWith(name + " exists already");
    }
    assertThat(parley.run("user", "export", "nobody@localhost", "nobody.xml").err())
        .startsWith("There is no account nobody@localhost");
    assertThat(folder.resolve("nobody.xml.part")).doesNotExist();

    var elsewhere = parley.run("user", "import", "juliet.xml", "--set", "data=other");
    assertThat(elsewhere.err()).isEmpty();
    assertThat(elsewhere.exit()).isZero();
    assertThat(elsewhere.out().strip())
        .isEqualTo("juliet.xml: 1 accounts with 0 messages imported, 0 left out.");
    var twice = parley.run("user", "import", "juliet.xml", "--set", "data=other");
    assertThat(twice.exit()).isEqualTo(1);
    assertThat(twice.out()).contains("juliet@localhost exists already and is left as it is");
  }

  @Test
  void whatCannotBeAnAccountIsExplained() {
    assertThat(user("add", "juliet@example.org", "x\n").err().strip())
        .isEqualTo(
            "example.org is not a domain of this server (localhost);"
                + " add it to \"domains\" in the configuration");
    assertThat(user("add", "juliet", "x\n").err().strip())
        .isEqualTo("juliet is not an account; write it as name@localhost");
    assertThat(user("add", "juliet@localhost", "\n").err().strip())
        .isEqualTo("This password cannot be used: the password is empty.");
    var withoutTerminal = parley.run("user", "add", "juliet@localhost");
    assertThat(withoutTerminal.exit()).isEqualTo(2);
    assertThat(withoutTerminal.err()).startsWith("There is no terminal to ask for the password");
  }

  @Test
  void aServerTakesCommandsReloadsAndStops() throws IOException {
    var file = Files.writeString(folder.resolve("parley.json"), "{ \"domains\": [\"a.example\"] }");
    try (var server = serve()) {
      assertThat(server.announced().get(0)).startsWith("Parley ");
      assertThat(server.announced())
          .anyMatch(line -> line.startsWith("  domains        a.example"))
          .anyMatch(
              line -> line.matches("  clients        port \\d+ on 127.0.0.1 \\(STARTTLS\\), .*"))
          .anyMatch(line -> line.startsWith("  servers        port "))
          .anyMatch(line -> line.startsWith("  database       SQLite"))
          .anyMatch(line -> line.startsWith("  certificate    self-signed"))
          .contains("Ready. There are no users yet; this adds the first one:");
      assertThat(permissions("data/control.sock")).isEqualTo("rw-------");

      var added = user("add", "romeo@a.example", "jul13t jul13t\n", "--config", "parley.json");
      assertThat(added.err()).isEmpty();
      assertThat(added.exit()).isZero();
      var status = parley.run("status", "--json", "--config", "parley.json");
      assertThat(status.exit()).isZero();
      assertThat(new JsonObject(status.out()).getLong("pid")).isEqualTo(server.process().pid());

      var romeo = "romeo@a.example";
      var made = appPassword("add", romeo, "Mail", "--json", "--config", "parley.json");
      assertThat(made.err()).isEmpty();
      var id = new JsonObject(made.out()).getString("id");
      assertThat(appPassword("list", romeo, "--config", "parley.json").out()).startsWith(id);
      assertThat(appPassword("revoke", romeo, id, "--config", "parley.json").exit()).isZero();
      assertThat(appPassword("list", romeo, "--config", "parley.json").out()).isEmpty();
      assertThat(parley.run("session", "list", "--config", "parley.json").out().strip())
          .isEqualTo("Nobody is there.");

      var second = parley.run("run", "--config", "parley.json");
      assertThat(second.exit()).isEqualTo(1);
      assertThat(second.err().strip())
          .isEqualTo(
              "The data folder data is in use by process "
                  + server.process().pid()
                  + ". Stop that one, or give this server another folder: --set data=FOLDER.");

      Files.writeString(
          file, "{ \"domains\": [\"a.example\", \"b.example\"], \"stopTimeout\": \"soon\" }");
      var refused = parley.run("reload", "--set", "data=data");
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err())
          .startsWith("Nothing has changed, because of this:")
          .contains("parley.json:1:57: stopTimeout: must be a duration");
      assertThat(user("add", "romeo@b.example", "x\n", "--set", "data=data").exit()).isEqualTo(1);

      Files.writeString(
          file,
          "{ \"domains\": [\"a.example\", \"b.example\"], \"storage\": { \"connections\": 5 } }");
      var reloaded = parley.run("reload", "--config", "parley.json");
      assertThat(reloaded.err()).isEmpty();
      assertThat(reloaded.out())
          .isEqualToNormalizingNewlines(
              """
              Changed: domains
              Waiting for a restart: storage.connections
              New certificates are in use.
              """);
      assertThat(user("add", "romeo@b.example", "x\n", "--set", "data=data").exit()).isZero();

      server.signal("TERM");
      assertThat(server.awaitExit()).isZero();
      assertThat(server.logged())
          .as("one line an event, and no warnings of the JVM")
          .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\d .*"))
          .noneMatch(line -> line.contains("jul13t"));
    }
    var status = parley.run("status", "--config", "parley.json");
    assertThat(status.exit()).isEqualTo(1);
    assertThat(status.err().strip()).isEqualTo("No server runs on the data folder data.");
  }

  @Test
  void aHangUpReloads() throws IOException {
    var file = Files.writeString(folder.resolve("parley.json"), "{}");
    try (var server = serve("--set", "log.format=json")) {
      Files.writeString(file, "{ \"admins\": [\"juliet@localhost\"] }");
      server.signal("HUP");
      server.awaitLogged("\"message\":\"reload: Changed: admins\"");
      assertThat(server.logged()).allMatch(line -> new JsonObject(line).containsKey("level"));
      // Not INT: what is started in the background may have been told to ignore it.
      server.signal("TERM");
      assertThat(server.awaitExit()).isZero();
    }
  }

  @Test
  void aPortThatIsTakenIsExplained() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      refused(
          "Cannot listen on 127.0.0.1 port " + taken.getLocalPort() + " (listen.c2s)",
          "--set",
          "listen.c2s.host=127.0.0.1",
          "--set",
          "listen.c2s.port=" + taken.getLocalPort());
    }
  }

  @Test
  void aDatabaseThatIsAwayIsExplained() {
    var ended = refused("", "--set", "storage.url=postgresql://parley:s3cret@127.0.0.1:1/parley");
    assertThat(ended.err()).contains("127.0.0.1").doesNotContain("s3cret");
  }

  @Test
  void aKeyThatCannotBeReadIsExplained() {
    refused(
        "There is no file no.crt",
        "--set",
        "tls.certificates=[{\"certificate\":\"no.crt\",\"key\":\"no.key\"}]");
  }

  @Test
  void aSecretThatCannotBeReadIsExplained() throws IOException {
    Files.createDirectories(folder.resolve("data/secret"));
    assertThat(refused("Cannot read or make ").err())
        .contains(Path.of("data", "secret") + ", which", "(data)");
  }

  @Test
  void aModuleThatDoesNotExistIsExplained() {
    refused(
        "The server cannot start: modules.com.example.Nothing: there is no such module",
        "--set",
        "modules={\"com.example.Nothing\":{}}");
  }

  @Test
  void aNewerSchemaIsExplained() throws SQLException {
    parley.run("user", "list");
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/parley.db"));
        var statement = connection.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO schema_history (installed_rank, version, description, type, script,"
              + " checksum, installed_by, execution_time, success)"
              + " VALUES (9999, '9999', 'later', 'SQL', 'V9999__later.sql', 1, 'x', 1, 1)");
    }
    refused("");
  }

  private Program.Ended refused(String message, String... settings) {
    var words = new String[settings.length + 9];
    words[0] = "run";
    words[1] = "--set";
    words[2] = "listen.c2sDirectTls=null";
    words[3] = "--set";
    words[4] = "listen.https=null";
    words[5] = "--set";
    words[6] = "listen.s2s=null";
    words[7] = "--set";
    words[8] = "listen.s2sTls=null";
    System.arraycopy(settings, 0, words, 9, settings.length);
    var ended = parley.run(words);
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).startsWith(message).doesNotContain("\tat ", "mistake in Parley");
    assertThat(ended.err().strip()).hasLineCount(1);
    return ended;
  }

  private Program.Server serve(String... settings) {
    var words = new String[3 + FREE_PORTS.length + settings.length];
    words[0] = "run";
    words[1] = "--config";
    words[2] = "parley.json";
    System.arraycopy(FREE_PORTS, 0, words, 3, FREE_PORTS.length);
    System.arraycopy(settings, 0, words, 3 + FREE_PORTS.length, settings.length);
    return parley.serve(words);
  }

  private Program.Ended user(String command, String jid, String input, String... options) {
    var words = new String[4 + options.length];
    words[0] = "user";
    words[1] = command;
    words[2] = jid;
    words[3] = "--password-stdin";
    System.arraycopy(options, 0, words, 4, options.length);
    return parley.runWithInput(input, words);
  }

  private String permissions(String path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(path)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

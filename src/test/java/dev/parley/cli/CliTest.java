package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line takes; what commands do is tried with real processes. */
final class CliTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "run --help",
        "check --help",
        "user --help",
        "user add --help",
        "user passwd --help",
        "user delete --help",
        "user disable --help",
        "user enable --help",
        "user list --help",
        "user export --help",
        "user import --help",
        "archive --help",
        "archive keep --help",
        "push --help",
        "push list --help",
        "status --help",
        "reload --help",
        "version --help",
        "doctor --help"
      })
  void everyCommandHasHelp(String words) {
    assertThat(execute(words)).isZero();
    assertThat(out.toString()).startsWith("Usage: parley");
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # words                          | error
          usr                              | Unmatched argument at index 0: 'usr'
          user                             | Missing required subcommand
          user ad                          | Unmatched argument at index 1: 'ad'
          user add                         | Missing required parameter: 'JID'
          user add a@b c@d                 | Unmatched argument at index 3: 'c@d'
          user list --password-stdin       | Unknown option: '--password-stdin'
          user add a@b --password=secret   | Unknown option: '--password=secret'
          run --port 5222                  | Unknown options: '--port', '5222'
          --port=5222                      | Unknown option: '--port=5222'
          check --config                   | Missing required parameter for option '--config' (FILE)
          """)
  void wrongUsageIsTwo(String words, String error) {
    assertThat(execute(words)).isEqualTo(2);
    assertThat(err.toString()).startsWith(error);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aNearCommandIsSuggested() {
    execute("chekc");
    assertThat(err.toString()).contains("Did you mean: parley check");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # words,           first word
          '',                run
          --set a=b,         run
          -c file,           run
          --help,            --help
          --version,         --version
          check,             check
          """)
  void noCommandMeansRun(String words, String first) {
    var split = words.isEmpty() ? new String[0] : words.split(" ");
    assertThat(Cli.withRun(split)[0]).isEqualTo(first);
  }

  @Test
  void checkExplainsWhatIsSet() throws Exception {
    var file =
        Files.writeString(
            folder.resolve("p.json"),
            """
            {
              "domains": ["example.org"],
              "limits": { "profile": "trusted" },
              "modules": { "registration": { "open": true } }
            }
            """);
    assertThat(execute("check --config " + file + " --set stopTimeout=1m")).isZero();
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            Other than by default:
              domains = ["example.org"]  ({file}:2:14)
              stopTimeout = "1m"  (--set stopTimeout)
              s2s.rate.stanzasPerSecond = 0  (limits.profile)
              s2s.rate.stanzasBurst = 0  (limits.profile)
              s2s.rate.bytesPerSecond = 0  (limits.profile)
              s2s.rate.bytesBurst = 0  (limits.profile)
              s2s.connections.total = 0  (limits.profile)
              s2s.connections.perAddress = 0  (limits.profile)
              s2s.connections.perPrefix = 0  (limits.profile)
              s2s.connections.newPerSecondPerPrefix = 0  (limits.profile)
              s2s.connections.newBurstPerPrefix = 0  (limits.profile)
              limits.profile = "trusted"  ({file}:3:26)
              limits.connections.perAddress = 0  (limits.profile)
              limits.connections.perPrefix = 0  (limits.profile)
              limits.connections.newPerSecondPerPrefix = 0  (limits.profile)
              limits.connections.newBurstPerPrefix = 0  (limits.profile)
              limits.http.connectionsPerAddress = 0  (limits.profile)
              limits.http.bytesPerSecond = 0  (limits.profile)
              limits.login.failuresPerAddress = 0  (limits.profile)
              limits.login.failuresPerPrefix = 0  (limits.profile)
              limits.login.failuresPerAccount = 0  (limits.profile)
              limits.rate.stanzasPerSecond = 0  (limits.profile)
              limits.rate.stanzasBurst = 0  (limits.profile)
              limits.rate.bytesPerSecond = 0  (limits.profile)
              limits.rate.bytesBurst = 0  (limits.profile)
              modules.registration.open = true  ({file}:4:42)
            No certificates are given: the server makes a self-signed one.
            Mind: limits.profile is trusted: nothing slows strangers who reach this server.
            Mind: modules.registration.open is true: anybody can make accounts.
            The configuration is fine.
            """
                .replace("{file}", file.toString()));
  }

  @Test
  void checkOfDefaults() {
    assertThat(execute("check")).isZero();
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            Every setting has its default.
            No certificates are given: the server makes a self-signed one.
            The configuration is fine.
            """);
  }

  @Test
  void checkReportsAllMistakes() {
    assertThat(execute("check --set listen.c2s.prot=1 --set stopTimeout=1")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            """
            The configuration is refused:
              --set listen.c2s.prot: listen.c2s.prot: unknown key; did you mean "port"?
              --set stopTimeout: stopTimeout: must be a duration such as "500ms", "15s", "5m", "2h" or "7d", not "1"
            2 mistakes; nothing was started.
            """);
  }

  @Test
  void checkReportsCertificates() {
    var certificates = "[{\"certificate\":\"no.pem\",\"key\":\"no.key\"}]";
    assertThat(execute("check --set tls.certificates=" + certificates)).isEqualTo(1);
    assertThat(err.toString().strip()).isEqualTo("There is no file no.pem");
  }

  private int execute(String words) {
    return Cli.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(Cli.withRun(words.split(" ")));
  }
}

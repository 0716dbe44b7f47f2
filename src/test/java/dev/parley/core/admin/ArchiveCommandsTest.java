package dev.parley.core.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.storage.Account;
import dev.parley.core.storage.Backend;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchiveCommandsTest {
  private static final String JULIET = "juliet@capulet.example";

  private final AdminCommands commands = new AdminCommands();
  private Backend backend;

  @BeforeEach
  void open(@TempDir Path folder) {
    backend = Backend.sqlite(folder);
    var account = new Account(Jid.parse(JULIET), true, Instant.EPOCH, List.of());
    Backend.await(backend.storage().accounts().create(account));
    ArchiveCommands.register(commands, backend.storage().archiveUpkeep(), Clock.systemUTC());
  }

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void showsAndChangesForHowLongMessagesAreKept() {
    assertThat(keep(JULIET, null)).contains("as long as the configuration says");
    assertThat(keep(JULIET, "30")).contains("for 30 days");
    assertThat(keep(JULIET, null)).contains("for 30 days");
    assertThat(keep(JULIET, "0")).contains("for ever");
    assertThat(keep(JULIET, "default")).contains("as long as the configuration says");
    assertThat(keep(JULIET, null)).contains("as long as the configuration says");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "36501", "a week", ""})
  void refusesWhatIsNoNumberOfDays(String days) {
    assertThat(refusal(JULIET, days)).contains("number of days");
  }

  @Test
  void refusesWhomItDoesNotKnow() {
    assertThat(refusal("romeo@montague.example", "3")).contains("no account");
    assertThat(refusal("@", "3")).contains("Not a JID");
  }

  private String keep(String jid, String days) {
    return Backend.await(commands.run("archive keep", arguments(jid, days)))
        .getJsonArray("text")
        .getString(0);
  }

  private String refusal(String jid, String days) {
    var failure = Backend.failure(commands.run("archive keep", arguments(jid, days)));
    assertThat(failure).isInstanceOf(AdminException.class);
    return failure.getMessage();
  }

  private static JsonObject arguments(String jid, String days) {
    var arguments = new JsonObject().put("jid", jid);
    return days == null ? arguments : arguments.put("days", days);
  }
}

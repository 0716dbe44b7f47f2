package dev.parley.core.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.config.ParleyConfig;
import dev.parley.core.storage.Account;
import dev.parley.core.storage.Backend;
import dev.parley.core.storage.PushStore.Registration;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PushCommandsTest {
  private static final Jid JULIET = Jid.parse("juliet@localhost");
  private static final Registration PHONE =
      new Registration(
          Jid.parse("push.example"), "n1", "phone", null, null, null, Instant.EPOCH, null);

  private final AdminCommands commands = new AdminCommands();
  private Backend backend;

  @BeforeEach
  void open(@TempDir Path folder) {
    backend = Backend.sqlite(folder);
    Account account = new Account(JULIET, true, Instant.EPOCH, List.of());
    Backend.await(backend.storage().accounts().create(account));
    PushCommands.register(commands, backend.storage().push(), () -> ParleyConfig.DEFAULT);
  }

  @AfterEach
  void close() {
    backend.close();
  }

  private String list(String jid) {
    JsonObject arguments = new JsonObject().put("jid", jid);
    return Backend.await(
        commands
            .run("push list", arguments)
            .map(JsonObject::encode)
            .otherwise(Throwable::getMessage));
  }

  @Test
  void tellsWhatIsInUseAndWhatHasEnded() {
    assertThat(list("juliet@localhost")).contains("No device");
    Backend.await(backend.storage().push().put(JULIET, PHONE));
    assertThat(list("juliet@localhost"))
        .contains("push.example, node n1, for phone")
        .doesNotContain("ended");
    Backend.await(backend.storage().push().put(JULIET, PHONE.failed("item-not-found")));
    assertThat(list("juliet@localhost")).contains("ended, as it answers item-not-found");
  }

  @Test
  void refusesWhatIsNoAccountHere() {
    assertThat(list("juliet@elsewhere.example")).contains("not a domain of this server");
    assertThat(list("localhost")).contains("not an account");
  }
}

package dev.parley.core.config.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What changes while the server runs, and what waits for a restart. */
final class ReloadTest {
  @Test
  void liveKeysChangeAndOthersStay() {
    var running = load("log.level=warn");
    var reload = load("log.level=debug", "listen.c2s.port=1", "admins=a@localhost").over(running);
    assertThat(reload.live()).containsExactly("admins", "log.level");
    assertThat(reload.restart()).containsExactly("listen.c2s.port");
    var config = reload.config().config();
    assertThat(config.listen()).isEqualTo(running.config().listen());
    assertThat(config.admins()).extracting(Object::toString).containsExactly("a@localhost");
    assertThat(config.log().level()).hasToString("DEBUG");
  }

  @Test
  void nothingChanges() {
    var reload = load().over(load());
    assertThat(reload.live()).isEmpty();
    assertThat(reload.restart()).isEmpty();
  }

  @Test
  void aListenerThatIsSwitchedOffWaitsForARestart() {
    var reload = load("listen.c2sDirectTls=null").over(load());
    assertThat(reload.restart()).containsExactly("listen.c2sDirectTls");
    assertThat(reload.config().config().listen().c2sDirectTls()).isNotNull();
  }

  @Test
  void anEntryOfAMapChangesLive() {
    var reload = load("log.levels.io.netty=off").over(load());
    assertThat(reload.live()).containsExactly("log.levels[\"io.netty\"]");
    assertThat(reload.config().config().log().levels()).containsKey("io.netty");
    assertThat(load().over(reload.config()).config().config().log().levels()).isEmpty();
  }

  @Test
  void whatWaitsIsReportedAgain() {
    var changed = load("data=elsewhere");
    var first = changed.over(load());
    assertThat(changed.over(first.config()).restart()).containsExactly("data");
  }

  private static LoadedConfig load(String... options) {
    return new ConfigSource(null, Map.of(), List.of(options)).load();
  }
}

package dev.parley.core.config.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.config.LimitsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Defaults are weaker than the file, the file than the environment, that than options. */
final class OverridesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # option                                  | key                          | value
          listen.c2s.port=0                         | listen.c2s.port              | 0
          listen.c2sDirectTls=null                  | listen.c2sDirectTls          | null
          data=/var/lib/parley                      | data                         | "/var/lib/parley"
          data=5222                                 | data                         | "5222"
          data=null                                 | data                         | "null"
          storage.password=12345                    | storage.password             | (secret)
          log.file=null.log                         | log.file                     | "null.log"
          domains=example.org                       | domains                      | ["example.org"]
          domains=example.org, example.net          | domains                      | ["example.org","example.net"]
          domains=["example.org"]                   | domains                      | ["example.org"]
          domains="example.org"                     | domains                      | ["example.org"]
          tls.required=false                        | tls.required                 | false
          stopTimeout=1m                            | stopTimeout                  | "1m"
          log.levels.dev.parley=debug               | log.levels["dev.parley"]     | "debug"
          log.levels={"io.netty":"warn"}            | log.levels["io.netty"]       | "warn"
          modules.registration.open=true            | modules.registration.open    | true
          modules={"ping":{"enabled":false}}        | modules.ping.enabled         | false
          storage.url=postgresql://a:b@c/d?x=y      | storage.url                  | "postgresql://a:***@c/d?x=y"
          """)
  void anOptionSets(String option, String key, String value) {
    assertThat(load(null, Map.of(), option).settings())
        .containsExactly(
            new LoadedConfig.Setting(
                key, value, "--set " + option.substring(0, option.indexOf('='))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # variable                         | value            | key                       | meaning
          PARLEY_LISTEN_C2SDIRECTTLS_PORT    | 0                | listen.c2sDirectTls.port  | 0
          PARLEY_listen_c2sDirectTls_port    | 0                | listen.c2sDirectTls.port  | 0
          PARLEY_DOMAINS                     | a.org,b.org      | domains                   | ["a.org","b.org"]
          PARLEY_STORAGE_PASSWORD            | x                | storage.password          | (secret)
          PARLEY_MODULES_REGISTRATION_OPEN   | true             | modules.registration.open | true
          PARLEY_LOG_LEVELS                  | {"io.netty":"off"} | log.levels["io.netty"]  | "off"
          """)
  void aVariableSets(String variable, String value, String key, String meaning) {
    assertThat(load(null, Map.of(variable, value)).settings())
        .containsExactly(new LoadedConfig.Setting(key, meaning, variable));
  }

  @ParameterizedTest
  @CsvSource({"PARLEY_CONFIG", "PARLEY_PORT", "PARLEY_PORT_5222_TCP_ADDR", "PARLEY_SERVICE_HOST"})
  void variablesOfOthersAreLeftAlone(String variable) {
    assertThat(load(null, Map.of(variable, "x", "PARLEYX", "y")).settings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # option                  | report
          listen.c2s.prot=1         | --set listen.c2s.prot: listen.c2s.prot: unknown key; did you mean "port"?
          listen.c2s.port=x         | --set listen.c2s.port: listen.c2s.port: must be a whole number from 0 to 65535, not "x"
          data                      | --set data: expected key.path=value
          =data                     | --set =data: expected key.path=value
          """)
  void aWrongOptionIsRefused(String option, String report) {
    assertThatThrownBy(() -> load(null, Map.of(), option))
        .isInstanceOf(ConfigException.class)
        .hasMessage(report);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # variable               | value | report
          PARLEY_LISTEN_C2S_PROT   | 1     | PARLEY_LISTEN_C2S_PROT: no such setting; did you mean "PARLEY_LISTEN_C2S_PORT"?
          PARLEY_LISTEN_C2S_PORT   | x     | PARLEY_LISTEN_C2S_PORT: listen.c2s.port: must be a whole number from 0 to 65535, not "x"
          PARLEY_HOME              | /x    | PARLEY_HOME: no such setting
          """)
  void aWrongVariableIsRefused(String variable, String value, String report) {
    assertThatThrownBy(() -> load(null, Map.of(variable, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessage(report);
  }

  @Test
  void theStrongerSourceWins() {
    var file =
        "{ \"data\": \"file\", \"stopTimeout\": \"1s\", \"listen\": { \"c2s\": { \"port\": 1 } } }";
    var environment = Map.of("PARLEY_DATA", "environment", "PARLEY_STOPTIMEOUT", "2s");
    assertThat(load(file, environment, "data=option", "data=last").settings())
        .extracting(setting -> setting.key() + "=" + setting.value())
        .containsExactly("data=\"last\"", "stopTimeout=\"2s\"", "listen.c2s.port=1");
  }

  @Test
  void aStrongerProfileUndoesWeakerLimits() {
    var file =
        "{ \"limits\": { \"profile\": \"public\", \"connections\": { \"perAddress\": 7 } } }";
    assertThat(load(file, Map.of(), "limits.profile=trusted").config().limits())
        .isEqualTo(LimitsConfig.TRUSTED);
    assertThat(
            load(
                    file,
                    Map.of("PARLEY_LIMITS_PROFILE", "trusted"),
                    "limits.connections.perAddress=9")
                .config()
                .limits()
                .connections()
                .perAddress())
        .isEqualTo(9);
  }

  @Test
  void aPasswordFileIsRead() throws IOException {
    var password = Files.writeString(folder.resolve("password"), "s3cret\nnot this\n");
    var config = load(null, Map.of(), "storage.passwordFile=" + password).config();
    assertThat(config.storage().password()).isEqualTo("s3cret");
    assertThat(config.toString()).doesNotContain("s3cret");
  }

  private LoadedConfig load(
      @Nullable String file, Map<String, String> environment, String... options) {
    try {
      var path = file == null ? null : Files.writeString(folder.resolve("parley.json"), file);
      return new ConfigSource(path, environment, List.of(options)).load();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

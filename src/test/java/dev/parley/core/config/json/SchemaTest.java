package dev.parley.core.config.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.config.LimitsConfig;
import dev.parley.core.config.ParleyConfig;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The schema, the records, the example and the handbook say the same. */
final class SchemaTest {
  private static final Path EXAMPLE = Path.of("conf/parley.json");
  private static final Path HANDBOOK = Path.of("docs/OPERATIONS.md");
  private static final String BEGIN = "<!-- keys: made from conf/parley.schema.json -->\n\n";
  private static final String END = "\n<!-- end of keys -->";
  private static final Schema SCHEMA = ConfigSource.schema();

  @Test
  void itsDefaultsAreThoseOfTheRecords() {
    assertThat(load().config()).isEqualTo(ParleyConfig.DEFAULT);
  }

  @Test
  void itsTrustedProfileIsThatOfTheRecords() {
    assertThat(load("limits.profile=trusted").config().limits()).isEqualTo(LimitsConfig.TRUSTED);
  }

  @Test
  void theExampleListsEveryKeyWithItsDefault() throws IOException {
    var example = new JsonObject(Files.readString(EXAMPLE));
    example.remove("$schema");
    assertThat(example).isEqualTo(Defaults.complete(SCHEMA, new JsonObject()));
    assertThat(new ConfigSource(EXAMPLE, Map.of(), List.of()).load().config())
        .isEqualTo(ParleyConfig.DEFAULT);
  }

  @Test
  void everyKeyIsExplained() {
    new KeyTable(SCHEMA)
        .keys()
        .forEach((key, schema) -> {
          assertThat(schema.node().getString("description", "")).as(key).endsWith(".");
          boolean isBlock = !schema.names().isEmpty() && !schema.accepts("array");
          if (!isBlock && !key.equals("$schema")) {
            assertThat(schema.node().containsKey("default")).as(key + " default").isTrue();
            assertThat(schema.node().getString("x-reload"))
                .as(key + " x-reload")
                .isIn("live", "restart");
          }
          if (schema.types().contains("integer")) {
            assertThat(schema.node().getString("x-unit")).as(key + " unit").isNotBlank();
          }
        });
  }

  /** {@code -Dgolden=update} rewrites the table; the difference is reviewed. */
  @Test
  void theHandbookListsEveryKey() throws IOException {
    var handbook = Files.readString(HANDBOOK);
    int begin = handbook.indexOf(BEGIN) + BEGIN.length();
    int end = handbook.indexOf(END);
    var table = new KeyReference(SCHEMA).markdown();
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(HANDBOOK, handbook.substring(0, begin) + table + handbook.substring(end));
    } else {
      assertThat(handbook.substring(begin, end)).isEqualTo(table);
    }
  }

  private static LoadedConfig load(String... options) {
    return new ConfigSource(null, Map.of(), List.of(options)).load();
  }
}

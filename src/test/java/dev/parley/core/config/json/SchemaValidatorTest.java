package dev.parley.core.config.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our validator and a complete one accept and refuse the same settings. */
final class SchemaValidatorTest {
  private static final Schema SCHEMA = ConfigSource.schema();
  private static final JsonSchema ORACLE =
      JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(SCHEMA.root().encode());

  /** Keywords that are not only annotations; ours must know every one that the schema uses. */
  private static final List<String> KNOWN =
      List.of(
          "type",
          "enum",
          "minimum",
          "maximum",
          "minLength",
          "pattern",
          "minItems",
          "uniqueItems",
          "items",
          "properties",
          "patternProperties",
          "additionalProperties",
          "required",
          "$ref",
          "$defs");

  @Test
  void theSchemaIsOne() {
    var metaSchema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(
                com.networknt.schema.SchemaLocation.of(JsonMetaSchema.getV202012().getIri()));
    assertThat(metaSchema.validate(SCHEMA.root().encode(), InputFormat.JSON)).isEmpty();
  }

  @Test
  void everyKeywordIsKnown() {
    var unknown = new ArrayList<String>();
    collectKeywords(SCHEMA.root(), unknown);
    assertThat(unknown).isEmpty();
  }

  @Test
  void brokenFilesAreBrokenForBoth() throws JsonProcessingException {
    int compared = 0;
    for (var broken : BrokenFile.all()) {
      Settings settings;
      try {
        settings = JsonText.read("parley.json", broken.json());
      } catch (ConfigException e) {
        continue;
      }
      assertThat(refusedByUs(settings.tree()))
          .as(broken.title())
          .isEqualTo(refusedByOracle(settings.tree()));
      compared++;
    }
    assertThat(compared).isGreaterThan(40);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void mutatedSettingsAreJudgedAlike(long seed) throws JsonProcessingException {
    var random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      var tree = Defaults.complete(SCHEMA, new JsonObject());
      for (int changes = random.nextInt(3); changes > 0; changes--) {
        mutate(tree, random);
      }
      boolean ours = refusedByUs(tree);
      assertThat(ours).as(tree::encode).isEqualTo(refusedByOracle(tree));
      refused += ours ? 1 : 0;
    }
    assertThat(refused).isBetween(100, 300);
  }

  private static boolean refusedByUs(JsonObject tree) {
    return !new SchemaValidator(SCHEMA, new Origins(), "test").validate(tree).isEmpty();
  }

  private static boolean refusedByOracle(JsonObject tree) throws JsonProcessingException {
    return !ORACLE.validate(new ObjectMapper().readTree(tree.encode())).isEmpty();
  }

  private static void mutate(JsonObject tree, Random random) {
    var names = new ArrayList<>(tree.fieldNames());
    if (names.isEmpty() || random.nextInt(12) == 0) {
      tree.put("key" + random.nextInt(3), random.nextInt(3));
      return;
    }
    var name = names.get(random.nextInt(names.size()));
    if (tree.getValue(name) instanceof JsonObject child && random.nextInt(8) != 0) {
      mutate(child, random);
    } else if (random.nextInt(10) == 0) {
      tree.remove(name);
    } else {
      tree.put(name, value(random));
    }
  }

  private static @Nullable Object value(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> null;
      case 1 -> true;
      case 2 -> "";
      case 3 -> "full";
      case 4 -> "15s";
      case 5 -> -1;
      case 6 -> 5222;
      case 7 -> 4_000_000_000L;
      case 8 -> 12.0;
      case 9 -> 0.5;
      case 10 -> new JsonArray().add("a").add("a").add(new JsonObject().put("name", "b"));
      default -> new JsonObject().put("port", 1);
    };
  }

  private static void collectKeywords(JsonObject node, List<String> unknown) {
    for (var keyword : node.fieldNames()) {
      var value = node.getValue(keyword);
      boolean annotation =
          keyword.startsWith("x-")
              || List.of("$schema", "$id", "title", "description", "default").contains(keyword);
      if (!annotation && !KNOWN.contains(keyword)) {
        unknown.add(keyword);
      }
      if (value instanceof JsonObject child) {
        if (List.of("properties", "patternProperties", "$defs").contains(keyword)) {
          child.fieldNames().forEach(name -> collectKeywords(child.getJsonObject(name), unknown));
        } else if (!keyword.equals("default")) {
          collectKeywords(child, unknown);
        }
      }
    }
  }
}

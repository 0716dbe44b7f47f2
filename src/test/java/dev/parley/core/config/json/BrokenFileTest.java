package dev.parley.core.config.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake is reported with its line, its column, its key and what was expected. */
final class BrokenFileTest {
  @TempDir Path folder;

  static List<BrokenFile> files() {
    return BrokenFile.all();
  }

  @ParameterizedTest
  @MethodSource("files")
  void isReported(BrokenFile broken) throws IOException {
    assertThat(report(broken)).isEqualTo(broken.report());
  }

  @Test
  void thereAreManyWaysToBreakAFile() {
    assertThat(files()).hasSizeGreaterThanOrEqualTo(60);
  }

  private String report(BrokenFile broken) throws IOException {
    var file = Files.writeString(folder.resolve("parley.json"), broken.json());
    var source = new ConfigSource(file, Map.of(), List.of());
    var refused = catchThrowableOfType(ConfigException.class, source::load);
    assertThat(refused).as("is refused").isNotNull();
    return String.valueOf(refused.getMessage()).replace(folder + "/", "");
  }
}

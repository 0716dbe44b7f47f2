package dev.parley.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Inputs that once were read differently, and their neighbours, stay repaired. */
final class XmlFuzzerTest {
  static final Path INPUTS = Path.of("src/test/resources/fuzz/inputs");

  @TestFactory
  Stream<DynamicTest> bothParsersAgree() throws IOException {
    try (var files = Files.list(INPUTS)) {
      return files.sorted().toList().stream()
          .map(file ->
              DynamicTest.dynamicTest(
                  file.getFileName().toString(),
                  () -> XmlFuzzer.fuzzerTestOneInput(Files.readAllBytes(file))));
    }
  }
}

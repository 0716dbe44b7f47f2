package dev.parley.testing.conversation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays every script in `conversations/`, or those whose path contains the system property
 * `conversation`.
 */
class ConversationsIT {
  private static final Path FOLDER = Path.of("src/test/resources/conversations");
  private static final ServerPool SERVERS = new ServerPool();

  @AfterAll
  static void stop() {
    SERVERS.close();
  }

  @TestFactory
  Stream<DynamicTest> conversations() throws IOException {
    return scripts().stream().map(ConversationsIT::test);
  }

  private static DynamicTest test(Path file) {
    var script = ScriptReader.read(file);
    return DynamicTest.dynamicTest(
        FOLDER.relativize(file) + ": " + script.title(),
        file.toUri(),
        () -> new Player(SERVERS.get(script.server())).play(script));
  }

  private static List<Path> scripts() throws IOException {
    var wanted = System.getProperty("conversation", "");
    try (var files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".txt") && file.toString().contains(wanted))
          .sorted()
          .toList();
    }
  }
}

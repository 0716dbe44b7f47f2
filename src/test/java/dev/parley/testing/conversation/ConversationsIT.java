package dev.parley.testing.conversation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays every script in `conversations/`, or those in whose path the system property
 * `conversation`, a regular expression, is found.
 */
class ConversationsIT {
  private static final Path FOLDER = Path.of("src/test/resources/conversations");

  /** Folders whose scripts are played over every transport. */
  private static final Set<String> PORTABLE = Set.of("acks", "bind2", "sm");

  private static final List<String> BOUND_TO_TCP =
      List.of("opens tcp", "opens direct tls", "starts tls", "sends bytes", "stream:stream");

  private static final ServerPool SERVERS = new ServerPool();

  @AfterAll
  static void stop() {
    SERVERS.close();
  }

  @TestFactory
  Stream<DynamicTest> conversations() throws IOException {
    return scripts().stream().map(file -> test(file, Transport.TCP));
  }

  /** What holds for streams of TCP holds for all others (RFC 7395 §3.3, XEP-0206 §1). */
  @TestFactory
  Stream<DynamicTest> overOtherTransports() throws IOException {
    return scripts().stream()
        .flatMap(file ->
            Stream.of(Transport.values())
                .filter(transport -> isPortable(file, transport))
                .map(transport -> test(file, transport)));
  }

  private static DynamicTest test(Path file, Transport transport) {
    var script = ScriptReader.read(file);
    return DynamicTest.dynamicTest(
        transport + " " + FOLDER.relativize(file) + ": " + script.title(),
        file.toUri(),
        () -> new Player(SERVERS.get(script.server()), transport).play(script));
  }

  /** Whether a script is about sessions, and not about the bytes of TCP or the start of TLS. */
  private static boolean isPortable(Path file, Transport transport) {
    if (!PORTABLE.contains(file.getName(file.getNameCount() - 2).toString())) {
      return false;
    }
    try {
      var text = Files.readString(file);
      return switch (transport) {
        case TCP -> false;
        case WEBSOCKET -> BOUND_TO_TCP.stream().noneMatch(text::contains);
        // That a client is lost is noticed much later there.
        case BOSH -> BOUND_TO_TCP.stream().noneMatch(text::contains) && !text.contains(" drops");
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> scripts() throws IOException {
    var wanted = Pattern.compile(System.getProperty("conversation", "")).asPredicate();
    try (var files = Files.walk(FOLDER)) {
      var found =
          files
              .filter(file -> file.toString().endsWith(".txt") && wanted.test(file.toString()))
              .sorted()
              .toList();
      if (found.isEmpty()) {
        throw new IllegalStateException("no script fits -Dconversation");
      }
      return found;
    }
  }
}

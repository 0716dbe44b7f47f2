package dev.parley.modules.webchat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The files of the client belong together. */
final class ClientFilesTest {
  private static final Path FOLDER =
      Path.of("src/main/resources/dev/parley/modules/webchat/client");
  private static final Pattern IMPORT = Pattern.compile("from ?[\"'](\\.\\.?/[^\"';]+)");

  private final Map<String, ClientFile> files = ClientFiles.load();

  @Test
  void allThatIsThereIsServed() throws IOException {
    try (var paths = Files.walk(FOLDER)) {
      var names =
          paths
              .filter(Files::isRegularFile)
              .map(path -> FOLDER.relativize(path).toString())
              .filter(name -> !name.equals("files.txt"))
              .toList();
      assertThat(files.keySet().stream().filter(name -> !name.startsWith("lib/")))
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @Test
  void allThatIsImportedIsServed() {
    files.forEach((name, file) -> {
      var imports = IMPORT.matcher(file.plain().toString());
      var needed =
          imports
              .results()
              .map(found -> Path.of(name).resolveSibling(found.group(1)).normalize().toString())
              .collect(Collectors.toSet());
      assertThat(files.keySet()).as(name).containsAll(needed);
    });
  }

  @Test
  void nothingInItWouldNeedALaxerPolicy() {
    assertThat(files.get("index.html").plain().toString())
        .doesNotContainIgnoringCase(" style=")
        .doesNotContainIgnoringCase(" onload=")
        .containsOnlyOnce("<script");
    files.forEach((name, file) -> {
      if (name.startsWith("js/")) {
        assertThat(file.plain().toString())
            .as(name)
            .doesNotContain("innerHTML", "unsafeHTML", "eval(", "document.write", " style=");
      }
    });
  }

  @Test
  void compressedFilesAreTheSame() throws IOException {
    for (var file : files.values()) {
      var zipped = new GZIPInputStream(new ByteArrayInputStream(file.zipped().getBytes()));
      assertThat(new String(zipped.readAllBytes(), UTF_8)).isEqualTo(file.plain().toString());
    }
    assertThat(files.get("js/app.js").type()).isEqualTo("text/javascript; charset=utf-8");
    assertThat(files.get("icon.svg").type()).isEqualTo("image/svg+xml");
  }
}

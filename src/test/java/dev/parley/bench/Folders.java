package dev.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Data folders of the servers under test; kept after a failure, for their logs. */
final class Folders {
  private final List<Path> created = new ArrayList<>();

  Path create() throws IOException {
    var folder = Files.createTempDirectory("parley-benchmark");
    created.add(folder);
    return folder;
  }

  /** Deletes all of them with what is in them. */
  void close() throws IOException {
    for (var folder : created) {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}

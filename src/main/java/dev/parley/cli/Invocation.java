package dev.parley.cli;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** How this program was started, to say how to start it again. */
final class Invocation {
  private Invocation() {}

  /** For example {@code java -jar target/parley.jar}. */
  static String self() {
    try {
      var source = Invocation.class.getProtectionDomain().getCodeSource();
      if (source == null) {
        return "parley";
      }
      var path = Path.of(source.getLocation().toURI());
      if (!path.toString().endsWith(".jar")) {
        return "parley";
      }
      var here = Path.of("").toAbsolutePath();
      return "java -jar " + (path.startsWith(here) ? here.relativize(path) : path);
    } catch (URISyntaxException e) {
      return "parley";
    }
  }
}

package dev.parley.modules.webchat;

import dev.parley.core.MayBlock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All files of the client, by their path below {@code /chat/}. They are listed in files.txt. */
final class ClientFiles {
  static final String LIT = "/META-INF/resources/_static/lit-html/3.3.3/";

  /** The parts of lit-html that the client imports. */
  static final List<String> LIT_FILES =
      List.of(
          "lit-html.js",
          "directive.js",
          "directive-helpers.js",
          "directives/live.js",
          "directives/repeat.js");

  private ClientFiles() {}

  @MayBlock // once, before anybody is served
  static Map<String, ClientFile> load() {
    Map<String, ClientFile> files = new HashMap<>();
    for (String name :
        new String(read("client/files.txt"), StandardCharsets.UTF_8).strip().split("\\s+")) {
      files.put(name, ClientFile.of(name, read("client/" + name)));
    }
    for (String name : LIT_FILES) {
      files.put("lib/lit-html/" + name, ClientFile.of(name, read(LIT + name)));
    }
    return Map.copyOf(files);
  }

  @MayBlock
  private static byte[] read(String resource) {
    try (InputStream in = ClientFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the web client is not complete: no " + resource);
      }
      return in.readAllBytes();
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }
}

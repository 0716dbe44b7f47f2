package dev.parley.testing.conversation;

import dev.parley.testing.RemoteServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads scripts. A step starts in the first column and goes on over indented lines; a line that
 * starts with `#` is a comment, the first of them is the title. CONTRIBUTING.md lists the verbs.
 */
public final class ScriptReader {
  private final URI source;
  private final List<Script.Step> steps = new ArrayList<>();
  private final Map<String, String> config = new TreeMap<>();
  private List<String> modules = List.of();
  private String title = "";

  private ScriptReader(URI source) {
    this.source = source;
  }

  /** Reads a file; a line that means nothing fails with {@link IllegalArgumentException}. */
  public static Script read(Path file) {
    try {
      return read(file.toUri(), Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Script read(URI source, List<String> lines) {
    return new ScriptReader(source).script(lines);
  }

  private Script script(List<String> lines) {
    int i = 0;
    while (i < lines.size()) {
      int start = i;
      var head = lines.get(i++);
      var block = new ArrayList<>(List.of(head.strip()));
      while (i < lines.size() && (lines.get(i).isBlank() || lines.get(i).startsWith(" "))) {
        block.add(lines.get(i++).strip());
      }
      block.removeIf(String::isEmpty);
      if (head.startsWith("#")) {
        title = title.isEmpty() ? head.substring(1).strip() : title;
      } else if (!block.isEmpty()) {
        read(start + 1, String.join("\n", block));
      }
    }
    if (title.isEmpty() || steps.isEmpty()) {
      throw new IllegalArgumentException(source + ": a script needs a title and steps");
    }
    return new Script(source, title, new ServerSpec(modules, config), steps);
  }

  private void read(int line, String text) {
    var words = List.of(text.split("\\s+"));
    switch (words.get(0)) {
      case "modules" -> modules = words.subList(1, words.size());
      case "federated" -> config.putAll(RemoteServer.settings());
      case "config" -> words.subList(1, words.size()).forEach(this::configure);
      default -> {
        try {
          steps.add(new Script.Step(line, text, Verbs.action(text)));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(source + ":" + line + ": " + e.getMessage(), e);
        }
      }
    }
  }

  private void configure(String assignment) {
    int equals = assignment.indexOf('=');
    config.put(assignment.substring(0, equals), assignment.substring(equals + 1));
  }
}

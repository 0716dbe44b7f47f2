package dev.parley.core.config.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A configuration file that must be refused, from {@code broken.txt}.
 *
 * @param title what is wrong with it
 * @param json its text
 * @param report what the report says, without the file's name; empty if nothing is expected yet
 */
record BrokenFile(String title, String json, String report) {

  static List<BrokenFile> all() {
    try (var stream = BrokenFile.class.getResourceAsStream("broken.txt")) {
      var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("(?m)^== ")).skip(1).map(BrokenFile::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BrokenFile of(String part) {
    int title = part.indexOf('\n');
    int json = part.indexOf("--\n", title);
    return new BrokenFile(
        part.substring(0, title),
        part.substring(title + 1, json),
        part.substring(json + 3).strip());
  }

  @Override
  public String toString() {
    return title;
  }
}

package dev.parley.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of attacks, docs/security.md, is true to what is tested. */
final class SecurityTableTest {
  private static final Path TABLE = Path.of("docs/security.md");
  private static final Path TESTS = Path.of("src/test/java");
  private static final Path SCRIPTS = Path.of("src/test/resources/conversations");
  private static final Pattern ROW = Pattern.compile("\\| A(\\d+) \\| ([^|]+) \\| ([^|]+) \\|");
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
  private static final Pattern NAMED = Pattern.compile("\\bA(\\d{1,3})\\b");
  private static final Pattern TITLE = Pattern.compile("(?:@DisplayName\\(|name = )\"([^\"]*)\"");

  /** What shows that an attack fails, by its number. */
  private static Map<Integer, String> rows() throws IOException {
    Map<Integer, String> rows = new TreeMap<>();
    List<Integer> order = new ArrayList<>();
    for (String line : Files.readAllLines(TABLE)) {
      if (line.startsWith("| A") && !line.startsWith("| Attack")) {
        var row = ROW.matcher(line);
        assertThat(row.matches()).as(line).isTrue();
        order.add(Integer.valueOf(row.group(1)));
        rows.put(Integer.valueOf(row.group(1)), row.group(3));
      }
    }
    assertThat(order).containsExactlyElementsOf(rows.keySet()).hasSizeGreaterThan(80);
    return rows;
  }

  private static Stream<String> quoted(String cell) {
    return QUOTED.matcher(cell).results().map(found -> found.group(1));
  }

  @Test
  void eachAttackHasTestsOrAReasonToHaveNone() throws IOException {
    rows()
        .forEach((number, cell) -> {
          boolean reasoned = Pattern.matches("(open|not applicable): \\S.*", cell);
          assertThat(reasoned || cell.startsWith("`")).as("A%s: %s", number, cell).isTrue();
        });
  }

  @Test
  void whatTheTableNamesIsThere() throws IOException {
    Set<String> classes = sources().map(SecurityTableTest::simpleName).collect(Collectors.toSet());
    rows()
        .forEach((number, cell) ->
            quoted(cell)
                .forEach(name -> {
                  boolean there =
                      name.contains("/")
                          ? Files.exists(SCRIPTS.resolve(name))
                          : classes.contains(name);
                  assertThat(there).as("A%s names %s", number, name).isTrue();
                }));
  }

  @Test
  void whatTheTestsTryIsInTheTable() throws IOException {
    Map<Integer, String> rows = rows();
    List<Path> files =
        sources().filter(file -> file.startsWith(TESTS.resolve("dev/parley/security"))).toList();
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      for (int number : tried(file)) {
        assertThat(rows).as("%s tries A%s", file, number).containsKey(number);
        assertThat(quoted(rows.get(number))).as("A%s: %s", number, file).isNotEmpty();
      }
    }
  }

  private static Stream<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(TESTS)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    }
  }

  private static String simpleName(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  /** The attacks in the titles of a class's tests. */
  private static Set<Integer> tried(Path file) throws IOException {
    return TITLE
        .matcher(Files.readString(file))
        .results()
        .flatMap(title -> NAMED.matcher(title.group(1)).results())
        .map(named -> Integer.valueOf(named.group(1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

package dev.parley.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A small program that breaks exactly one rule.
 *
 * @param rule the broken rule's name
 * @param sources Java files, each with its package and one type
 */
record Violation(String rule, List<String> sources) {
  private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
  private static final Pattern TYPE = Pattern.compile("(?:class|interface|record) (\\w+)");

  /** Those of `architecture/violations.txt`. */
  static List<Violation> all() {
    return Arrays.stream(read("/architecture/violations.txt").split("\n# "))
        .skip(1)
        .map(section -> section.strip().split("\n"))
        .map(lines -> new Violation(lines[0], List.of(lines).subList(1, lines.length)))
        .toList();
  }

  private static String read(String resource) {
    try (var in = requireNonNull(Violation.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the class files into a folder of their own under the given one. */
  Path compile(Path folder) {
    try {
      var output = Files.createTempDirectory(folder, "violation");
      var errors = new StringWriter();
      var options = List.of("-proc:none", "-d", output.toString(), "-cp", classPath());
      var compiler = ToolProvider.getSystemJavaCompiler();
      var compiled = compiler.getTask(errors, null, null, options, null, files().toList()).call();
      if (!compiled) {
        throw new IllegalStateException(errors.toString());
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** The sources, and a null-marked `package-info` for each package that is not to lack one. */
  private Stream<JavaFileObject> files() {
    var packages = new LinkedHashSet<String>();
    for (var source : sources) {
      packages.add(find(PACKAGE, source));
    }
    packages.remove("dev.parley.core.unmarked");
    return Stream.concat(
        sources.stream().map(source -> file(name(source), source)),
        packages.stream()
            .map(name ->
                file(
                    name + ".package-info",
                    "@org.jspecify.annotations.NullMarked package " + name + ";")));
  }

  private static String name(String source) {
    return find(PACKAGE, source) + "." + find(TYPE, source);
  }

  private static String find(Pattern pattern, String source) {
    return pattern.matcher(source).results().map(match -> match.group(1)).findFirst().orElseThrow();
  }

  private static JavaFileObject file(String name, String source) {
    var uri = URI.create("string:///" + name.replace('.', '/') + ".java");
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }
}

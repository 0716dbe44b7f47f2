package dev.parley.transport.component;

import dev.parley.core.MayBlock;
import dev.parley.core.config.ComponentConfig;
import dev.parley.core.config.ComponentsConfig;
import dev.parley.transport.component.Components.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What components prove themselves by, from wherever the configuration says. */
public final class ComponentSecrets {
  private final List<Known> known;

  private ComponentSecrets(List<Known> known) {
    this.known = List.copyOf(known);
  }

  /**
   * Reads all secrets.
   *
   * @param environment variables by name
   * @throws IllegalArgumentException for the operator, if one cannot be had
   */
  @MayBlock
  public static ComponentSecrets read(ComponentsConfig config, Map<String, String> environment) {
    List<Known> known = new ArrayList<>();
    for (ComponentConfig component : config.list()) {
      String secret = secret(component, environment);
      if (secret.isBlank()) {
        throw problem(component, "its secret is empty");
      }
      known.add(new Known(component, secret));
    }
    return new ComponentSecrets(known);
  }

  List<Known> known() {
    return known;
  }

  @MayBlock
  private static String secret(ComponentConfig component, Map<String, String> environment) {
    String inline = component.secret();
    String variable = component.secretVariable();
    Path file = component.secretFile();
    if (inline != null) {
      return inline;
    }
    return file == null
        ? fromEnvironment(component, variable, environment)
        : fromFile(component, file);
  }

  private static String fromEnvironment(
      ComponentConfig component, @Nullable String variable, Map<String, String> environment) {
    String secret = variable == null ? null : environment.get(variable);
    if (secret == null) {
      throw problem(component, "the environment has no variable " + variable + " with its secret");
    }
    return secret;
  }

  @MayBlock
  private static String fromFile(ComponentConfig component, Path file) {
    try {
      return Files.readString(file).lines().findFirst().orElse("").strip();
    } catch (IOException cause) {
      throw problem(component, "the file with its secret, " + file + ", cannot be read: " + cause);
    }
  }

  private static IllegalArgumentException problem(ComponentConfig component, String what) {
    return new IllegalArgumentException("components: " + component.domain() + ": " + what);
  }
}

package dev.parley.testing.conversation;

import java.util.List;
import java.util.Map;

/**
 * What a script wants of its server; scripts that want the same share one.
 *
 * @param modules the only feature modules to run, empty for the default set
 * @param config overrides by key path, as in `limits.rosterItems`
 */
public record ServerSpec(List<String> modules, Map<String, String> config) {
  public static final ServerSpec DEFAULT = new ServerSpec(List.of(), Map.of());

  public ServerSpec {
    modules = List.copyOf(modules);
    config = Map.copyOf(config);
  }
}

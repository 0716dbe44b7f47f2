package dev.parley.core.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The `components` block: programs that serve domains of their own (XEP-0114).
 *
 * @param host address to listen on; what goes over it is not encrypted
 * @param port TCP port; 0 picks a free one
 * @param outboundBytes that may wait for a component that does not read
 * @param stanzasPerSecond from one connection, before it has to wait; 0 for no limit
 * @param list who may connect; nothing listens if it is empty
 */
public record ComponentsConfig(
    String host, int port, long outboundBytes, int stanzasPerSecond, List<ComponentConfig> list) {
  public static final ComponentsConfig DEFAULT =
      new ComponentsConfig("127.0.0.1", 5347, 16_777_216, 0, List.of());

  public ComponentsConfig {
    list = List.copyOf(list);
    Check.that(!host.isBlank(), "host", "must not be empty");
    Check.range("port", port, 0, 65_535);
    Check.range("outboundBytes", outboundBytes, 65_536, 1L << 30);
    Check.range("stanzasPerSecond", stanzasPerSecond, 0, 1_000_000);
    Set<String> names = new HashSet<>();
    for (ComponentConfig component : list) {
      Check.that(names.add(component.domain()), "list", "names " + component.domain() + " twice");
    }
  }

  /** Where it listens. */
  public ListenConfig.Listener listener() {
    return new ListenConfig.Listener(host, port);
  }
}

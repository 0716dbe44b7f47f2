package dev.parley.core.home;

import dev.parley.core.bus.BusAddress;
import dev.parley.core.bus.ToService;
import dev.parley.core.config.ComponentConfig;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The domains served here; may change while the server runs. */
public interface Domains {
  /** True if accounts of {@code domain}, prepared as in a {@code Jid}, live here. */
  boolean isLocal(String domain);

  /**
   * The service that has this domain, a label as {@code upload} of {@code upload.example.org}; null
   * if none has.
   */
  default @Nullable String service(String domain) {
    return null;
  }

  /**
   * Where the service of this domain takes what is sent to it, by the shard of the address; null if
   * the homes take that by kind. Asked for each stanza.
   */
  default @Nullable IntFunction<BusAddress<ToService>> way(String domain) {
    return null;
  }

  /** True if stanzas to {@code domain} are answered here, by accounts or by a service. */
  default boolean isServed(String domain) {
    return isLocal(domain) || service(domain) != null;
  }

  /** The components that may connect here (XEP-0114). */
  default List<ComponentConfig> components() {
    return List.of();
  }

  /**
   * True if stanzas to {@code domain} may come from anywhere and are taken on from here: it is
   * served here, or by a component that is connected here or may be.
   */
  default boolean isOurs(String domain) {
    return isServed(domain) || components().stream().anyMatch(component -> component.owns(domain));
  }
}

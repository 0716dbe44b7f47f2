package dev.parley.server;

import dev.parley.core.config.DomainConfig;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.home.Domains;
import dev.parley.core.module.HostedServices;
import dev.parley.protocol.jid.Jid;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The domains of the configuration, replaced as a whole when that is read again, and those of the
 * services under them.
 */
final class ServedDomains implements Domains {
  private final HostedServices services;
  private volatile Set<String> names = Set.of();

  ServedDomains(ParleyConfig config, HostedServices services) {
    this.services = services;
    replace(config);
  }

  void replace(ParleyConfig config) {
    names =
        config.domains().stream()
            .map(DomainConfig::name)
            .map(name -> Jid.of(null, name, null).domain())
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public boolean isLocal(String domain) {
    return names.contains(domain);
  }

  @Override
  public @Nullable String service(String domain) {
    int dot = domain.indexOf('.');
    if (dot < 0 || !names.contains(domain.substring(dot + 1)) || names.contains(domain)) {
      return null;
    }
    String label = domain.substring(0, dot);
    return services.find(label) == null ? null : label;
  }
}

package dev.parley.server;

import dev.parley.core.config.DomainConfig;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.home.Domains;
import dev.parley.protocol.jid.Jid;
import java.util.Set;
import java.util.stream.Collectors;

/** The domains of the configuration; replaced as a whole when that is read again. */
final class ServedDomains implements Domains {
  private volatile Set<String> names = Set.of();

  ServedDomains(ParleyConfig config) {
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
}

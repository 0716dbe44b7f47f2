package dev.parley.server;

import dev.parley.core.bus.BusAddress;
import dev.parley.core.bus.ToService;
import dev.parley.core.config.ComponentConfig;
import dev.parley.core.config.DomainConfig;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.home.Domains;
import dev.parley.core.module.HostedServices;
import dev.parley.protocol.jid.Jid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The domains of the configuration, replaced as a whole when that is read again, and those of the
 * services under them.
 */
final class ServedDomains implements Domains {
  private final HostedServices services;
  private final List<ComponentConfig> components;
  private volatile Table table;

  /**
   * What was configured, and what follows from that and the services that there are.
   *
   * @param names the domains of accounts
   * @param services from which the rest was made
   * @param labels of services, by their domains
   */
  private record Table(
      Set<String> names, Map<String, HostedServices.Hosted> services, Map<String, String> labels) {
    static Table of(Set<String> names, Map<String, HostedServices.Hosted> services) {
      Map<String, String> labels = new HashMap<>();
      for (String name : names) {
        for (String label : services.keySet()) {
          String domain = label + "." + name;
          if (!names.contains(domain)) {
            labels.put(domain, label);
          }
        }
      }
      return new Table(names, services, Map.copyOf(labels));
    }
  }

  ServedDomains(ParleyConfig config, HostedServices services) {
    this.services = services;
    this.components = config.components().list();
    this.table = Table.of(names(config), services.all());
  }

  synchronized void replace(ParleyConfig config) {
    table = Table.of(names(config), services.all());
  }

  private static Set<String> names(ParleyConfig config) {
    return config.domains().stream()
        .map(DomainConfig::name)
        .map(name -> Jid.of(null, name, null).domain())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Made anew when services have come or gone since. */
  @SuppressWarnings("ReferenceEquality") // the map is another one after each change
  private Table table() {
    Table known = table;
    return known.services() == services.all() ? known : renewed();
  }

  private synchronized Table renewed() {
    Table fresh = Table.of(table.names(), services.all());
    table = fresh;
    return fresh;
  }

  @Override
  public List<ComponentConfig> components() {
    return components;
  }

  @Override
  public boolean isLocal(String domain) {
    return table.names().contains(domain);
  }

  @Override
  public @Nullable String service(String domain) {
    return table().labels().get(domain);
  }

  @Override
  public @Nullable IntFunction<BusAddress<ToService>> way(String domain) {
    Table known = table();
    String label = known.labels().get(domain);
    HostedServices.Hosted service = label == null ? null : known.services().get(label);
    return service == null ? null : service.way();
  }
}

package dev.parley.core.module;

import dev.parley.core.bus.BusAddress;
import dev.parley.core.bus.ToService;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The services of this node that have a domain of their own under each domain served here. */
public final class HostedServices {
  private volatile Map<String, Hosted> services = Map.of();

  /**
   * One service.
   *
   * @param iqs what it answers, in {@link Scope#SERVICE}
   * @param disco what it advertises, in that scope
   * @param way where it takes all stanzas to its domain; null if the homes take them by kind
   */
  public record Hosted(
      IqHandlers iqs, Disco disco, @Nullable IntFunction<BusAddress<ToService>> way) {}

  /** Takes a label in; fails if another module has it. */
  synchronized Hosted add(String label) {
    if (services.containsKey(label)) {
      throw new IllegalStateException("two modules serve the domain " + label + ".…");
    }
    Hosted service = new Hosted(new IqHandlers(), new Disco(), null);
    Map<String, Hosted> changed = new TreeMap<>(services);
    changed.put(label, service);
    services = changed;
    return service;
  }

  /** The service of that label takes all stanzas to its domain. */
  synchronized void route(String label, IntFunction<BusAddress<ToService>> way) {
    Map<String, Hosted> changed = new TreeMap<>(services);
    changed.computeIfPresent(
        label, (same, hosted) -> new Hosted(hosted.iqs(), hosted.disco(), way));
    services = changed;
  }

  /** Takes back {@link #add}. */
  synchronized void remove(String label) {
    Map<String, Hosted> changed = new TreeMap<>(services);
    changed.remove(label);
    services = changed;
  }

  /** The service of that label; null if there is none. */
  public @Nullable Hosted find(String label) {
    return services.get(label);
  }

  /** All services by their labels; another map whenever one comes or goes. */
  public Map<String, Hosted> all() {
    return services;
  }

  /** The labels of all services, sorted. */
  public List<String> labels() {
    return List.copyOf(services.keySet());
  }
}

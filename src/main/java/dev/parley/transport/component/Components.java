package dev.parley.transport.component;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Origin;
import dev.parley.core.bus.ToComponent;
import dev.parley.core.config.ComponentConfig;
import dev.parley.core.config.ComponentConfig.Connections;
import dev.parley.core.home.RemoteDomains;
import dev.parley.core.home.Router;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The components that may connect, and the connections of those that have. Safe for all threads.
 */
public final class Components implements RemoteDomains {
  private final Router router;
  private volatile List<Known> known = List.of();
  private volatile Map<Known, List<String>> links = Map.of();

  /**
   * A component that may connect.
   *
   * @param secret what it proves itself by
   */
  record Known(ComponentConfig config, String secret) {
    /** Without the secret. */
    @Override
    public String toString() {
      return config.toString();
    }
  }

  /** Nobody may connect yet. */
  public Components(Router router) {
    this.router = router;
  }

  /** Lets those in who can prove that they know these secrets. */
  public void expect(ComponentSecrets secrets) {
    known = secrets.known();
  }

  /** The component of exactly this domain; null if there is none. */
  @Nullable Known find(String domain) {
    for (Known component : known) {
      if (component.config().domain().equals(domain)) {
        return component;
      }
    }
    return null;
  }

  /** The component that has this domain, or one above it; null if there is none. */
  private @Nullable Known owner(String domain) {
    Known best = find(domain);
    if (best == null) {
      for (Known component : known) {
        if (component.config().owns(domain)) {
          return component;
        }
      }
    }
    return best;
  }

  /**
   * Lets a connection in that has proven which component it is.
   *
   * @param id of the connection, unpredictable
   * @return false if it must be refused because there is another
   */
  synchronized boolean enter(Known component, String id) {
    List<String> there = links.getOrDefault(component, List.of());
    Connections policy = component.config().connections();
    if (!there.isEmpty() && policy == Connections.REFUSE) {
      return false;
    }
    List<String> changed = new ArrayList<>(policy == Connections.BALANCE ? there : List.of());
    changed.add(id);
    put(component, changed);
    if (policy == Connections.REPLACE) {
      there.forEach(
          other -> router.bus().send(Addresses.component(other), new ToComponent.Replaced()));
    }
    return true;
  }

  /** A connection has gone. */
  synchronized void leave(Known component, String id) {
    List<String> changed = new ArrayList<>(links.getOrDefault(component, List.of()));
    changed.remove(id);
    put(component, changed);
  }

  private void put(Known component, List<String> ids) {
    Map<Known, List<String>> changed = new HashMap<>(links);
    changed.put(component, List.copyOf(ids));
    links = Map.copyOf(changed);
  }

  /** How many components are connected. */
  public int connected() {
    return (int) links.values().stream().filter(ids -> !ids.isEmpty()).count();
  }

  @Override
  public boolean send(Stanza stanza, @Nullable Origin origin) {
    Jid to = stanza.to();
    Known component = to == null || known.isEmpty() ? null : owner(to.domain());
    if (component == null) {
      return false;
    }
    List<String> ids = links.getOrDefault(component, List.of());
    if (ids.isEmpty()) {
      away(router, stanza, origin);
    } else {
      router
          .bus()
          .send(
              Addresses.component(ids.size() == 1 ? ids.get(0) : share(ids, stanza)),
              new ToComponent.Outbound(stanza, origin));
    }
    return true;
  }

  /** Always the same for what one peer writes, so that it stays in order. */
  private static String share(List<String> ids, Stanza stanza) {
    Jid from = stanza.from();
    int hash = from == null ? 0 : from.bare().toString().hashCode();
    return ids.get(Math.floorMod(hash * 0x9E3779B9 >>> 7, ids.size()));
  }

  /** Answers in the name of a component that is not there; presence is for now or never. */
  static void away(Router router, Stanza stanza, @Nullable Origin origin) {
    boolean passing = stanza instanceof Presence presence && !Router.isSubscription(presence);
    if (!passing) {
      router.refuse(stanza, StanzaError.of(StanzaError.Condition.SERVICE_UNAVAILABLE));
    }
    router.safe(origin);
  }
}

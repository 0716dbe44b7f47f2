package dev.parley.core.module;

import dev.parley.protocol.stanza.Iq;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The IQ payloads that modules answer. */
public final class IqHandlers {
  private volatile Map<String, List<Entry>> byNamespace = Map.of();
  private volatile Map<String, IqGate> gates = Map.of();
  private volatile @Nullable IqDelegate delegate;

  /** Adds a handler; on the thread that starts modules. */
  public synchronized void add(Entry entry) {
    Map<String, List<Entry>> changed = new HashMap<>(byNamespace);
    List<Entry> entries = new ArrayList<>(changed.getOrDefault(entry.namespace(), List.of()));
    for (Entry other : entries) {
      if (other.collidesWith(entry)) {
        throw new IllegalStateException(
            "two modules answer <" + entry.name() + " xmlns='" + entry.namespace() + "'/>");
      }
    }
    entries.add(entry);
    changed.put(entry.namespace(), List.copyOf(entries));
    byNamespace = Map.copyOf(changed);
  }

  /** Takes a handler back. */
  public synchronized void remove(Entry entry) {
    Map<String, List<Entry>> changed = new HashMap<>(byNamespace);
    List<Entry> entries = new ArrayList<>(changed.getOrDefault(entry.namespace(), List.of()));
    entries.remove(entry);
    changed.put(entry.namespace(), List.copyOf(entries));
    byNamespace = Map.copyOf(changed);
  }

  /** Who answers this payload in this scope; null if nobody does. */
  public @Nullable IqHandler find(Scope scope, Iq.Type type, String namespace, String name) {
    List<Entry> entries = byNamespace.get(namespace);
    if (entries == null) {
      return null;
    }
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (entry.type() == type && entry.name().equals(name) && entry.scopes().contains(scope)) {
        return entry.handler();
      }
    }
    return null;
  }

  /** Sets who watches over the payloads of a namespace on their way to sessions. */
  synchronized void guard(String namespace, IqGate gate) {
    Map<String, IqGate> changed = new HashMap<>(gates);
    changed.put(namespace, gate);
    gates = Map.copyOf(changed);
  }

  /** Takes back {@link #guard}. */
  synchronized void unguard(String namespace) {
    Map<String, IqGate> changed = new HashMap<>(gates);
    changed.remove(namespace);
    gates = Map.copyOf(changed);
  }

  /** Who watches over payloads of this namespace; null if nobody does. */
  public @Nullable IqGate gate(String namespace) {
    return gates.get(namespace);
  }

  /** Sets who answers in place of others, or nobody. */
  void delegate(@Nullable IqDelegate other) {
    delegate = other;
  }

  /** Who may answer in place of others; null if nobody does. */
  public @Nullable IqDelegate delegate() {
    return delegate;
  }

  /** Every handler, for tests that go over all of them. */
  public List<Entry> all() {
    return byNamespace.values().stream().flatMap(List::stream).toList();
  }

  /**
   * One handler and what it answers.
   *
   * @param scopes on whose behalf; asked in any other scope it does not exist
   */
  public record Entry(
      Set<Scope> scopes, Iq.Type type, String namespace, String name, IqHandler handler) {
    /** Copies the scopes. */
    public Entry {
      scopes = Set.copyOf(scopes);
    }

    private boolean collidesWith(Entry other) {
      return type == other.type
          && namespace.equals(other.namespace)
          && name.equals(other.name)
          && scopes.stream().anyMatch(other.scopes::contains);
    }
  }
}

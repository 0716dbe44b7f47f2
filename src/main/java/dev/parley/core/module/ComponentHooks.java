package dev.parley.core.module;

import dev.parley.core.config.ComponentConfig;
import dev.parley.protocol.stanza.Stanza;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What modules have to do with components (XEP-0114). Called on the context of the connection. */
public final class ComponentHooks {
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final List<Step> steps = new CopyOnWriteArrayList<>();

  /** Hears of components. */
  public interface Listener {
    /** A component has proven who it is, and can be written to. */
    void connected(ComponentConfig component);
  }

  /** Looks at what components send. */
  public interface Step {
    /**
     * Takes a stanza that is not to be routed.
     *
     * @param stanza from the component's domain, with an addressee
     * @return false to let it pass
     */
    boolean take(ComponentConfig component, Stanza stanza);
  }

  void add(Listener listener) {
    listeners.add(listener);
  }

  void remove(Listener listener) {
    listeners.remove(listener);
  }

  void add(Step step) {
    steps.add(step);
  }

  void remove(Step step) {
    steps.remove(step);
  }

  /** Tells of a component. */
  public void connected(ComponentConfig component) {
    listeners.forEach(listener -> listener.connected(component));
  }

  /** True if a module has taken the stanza. */
  public boolean take(ComponentConfig component, Stanza stanza) {
    for (Step step : steps) {
      if (step.take(component, stanza)) {
        return true;
      }
    }
    return false;
  }
}

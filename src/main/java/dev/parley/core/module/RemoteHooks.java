package dev.parley.core.module;

import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What modules have to say about what other servers bring. */
public final class RemoteHooks {
  private final List<Step> steps = new CopyOnWriteArrayList<>();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

  /** Looks at what other servers bring. Called on the contexts of their streams, many at a time. */
  public interface Step {
    /**
     * Decides; must not wait.
     *
     * @param stanza from a domain that has proven itself
     * @return null to let it pass, or the error that answers it
     */
    @Nullable StanzaError refuse(Stanza stanza);
  }

  void add(Step step) {
    steps.add(step);
  }

  void remove(Step step) {
    steps.remove(step);
  }

  void listen(Consumer<String> listener) {
    listeners.add(listener);
  }

  void ignore(Consumer<String> listener) {
    listeners.remove(listener);
  }

  /** Tells that there is a stream to a domain now. */
  public void connected(String domain) {
    listeners.forEach(listener -> listener.accept(domain));
  }

  /** The first error of a step; null if all let the stanza pass. */
  public @Nullable StanzaError refuse(Stanza stanza) {
    for (Step step : steps) {
      StanzaError error = step.refuse(stanza);
      if (error != null) {
        return error;
      }
    }
    return null;
  }
}

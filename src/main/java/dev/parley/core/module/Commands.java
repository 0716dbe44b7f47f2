package dev.parley.core.module;

import dev.parley.core.command.Command;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The commands of modules, by scope (XEP-0050). */
public final class Commands {
  private volatile Map<Scope, List<Command<IqRequest>>> scopes = Map.of();

  /** Adds a command; on the thread that starts modules. */
  synchronized void add(Scope scope, Command<IqRequest> command) {
    List<Command<IqRequest>> changed = new ArrayList<>(all(scope));
    if (changed.stream().anyMatch(other -> other.node().equals(command.node()))) {
      throw new IllegalStateException("two modules have the command " + command.node());
    }
    changed.add(command);
    replace(scope, changed);
  }

  /** Takes a command back. */
  synchronized void remove(Scope scope, Command<IqRequest> command) {
    List<Command<IqRequest>> changed = new ArrayList<>(all(scope));
    changed.remove(command);
    replace(scope, changed);
  }

  private void replace(Scope scope, List<Command<IqRequest>> changed) {
    Map<Scope, List<Command<IqRequest>>> copy = new EnumMap<>(Scope.class);
    copy.putAll(scopes);
    copy.put(scope, List.copyOf(changed));
    scopes = copy;
  }

  /** Those of a scope, whoever may run them, in the order of their registration. */
  public List<Command<IqRequest>> all(Scope scope) {
    return scopes.getOrDefault(scope, List.of());
  }
}

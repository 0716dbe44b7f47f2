package dev.parley.core.module;

import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.protocol.stanza.Message;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What modules have registered for messages: steps, in the order of their stages, and listeners.
 */
public final class MessagePath {
  private final Map<Stage, List<MessageStep>> stages = new EnumMap<>(Stage.class);
  private final List<MessageStep> outgoing = new ArrayList<>();
  private final List<DeliveryListener> listening = new ArrayList<>();
  private volatile MessageStep[] steps = {};
  private volatile MessageStep[] outgoingSteps = {};
  private volatile DeliveryListener[] listeners = {};

  /** Adds a step; on the thread that starts modules. */
  synchronized void add(Stage stage, MessageStep step) {
    stages.computeIfAbsent(stage, first -> new ArrayList<>()).add(step);
    rebuild();
  }

  /** Takes a step back. */
  synchronized void remove(Stage stage, MessageStep step) {
    stages.getOrDefault(stage, new ArrayList<>()).remove(step);
    rebuild();
  }

  /** Adds a listener; on the thread that starts modules. */
  synchronized void listen(DeliveryListener listener) {
    listening.add(listener);
    listeners = listening.toArray(DeliveryListener[]::new);
  }

  /** Takes a listener back. */
  synchronized void ignore(DeliveryListener listener) {
    listening.remove(listener);
    listeners = listening.toArray(DeliveryListener[]::new);
  }

  /** True if anybody hears of deliveries. */
  public boolean isHeard() {
    return listeners.length > 0;
  }

  /** Tells the listeners. */
  public void delivered(Home home, LiveAccount account, DeliveryListener.Delivered what) {
    for (DeliveryListener listener : listeners) {
      listener.delivered(home, account, what);
    }
  }

  private void rebuild() {
    List<MessageStep> all = new ArrayList<>();
    stages.values().forEach(all::addAll);
    steps = all.toArray(MessageStep[]::new);
  }

  /** Adds a step for what accounts send; on the thread that starts modules. */
  synchronized void addOutgoing(MessageStep step) {
    outgoing.add(step);
    outgoingSteps = outgoing.toArray(MessageStep[]::new);
  }

  /** Takes back {@link #addOutgoing}. */
  synchronized void removeOutgoing(MessageStep step) {
    outgoing.remove(step);
    outgoingSteps = outgoing.toArray(MessageStep[]::new);
  }

  /** What all steps say: the message as they changed it, or the first that did not let it pass. */
  public Verdict decide(Home home, LiveAccount recipient, Message message) {
    return decide(steps, home, recipient, message);
  }

  /** The same of the steps for what an account sends. */
  public Verdict decideOutgoing(Home home, LiveAccount sender, Message message) {
    return decide(outgoingSteps, home, sender, message);
  }

  private static Verdict decide(
      MessageStep[] all, Home home, LiveAccount account, Message message) {
    Verdict verdict = new Verdict.Pass(message);
    for (MessageStep step : all) {
      if (!(verdict instanceof Verdict.Pass pass)) {
        return verdict;
      }
      verdict = step.decide(home, account, pass.message());
    }
    return verdict;
  }
}

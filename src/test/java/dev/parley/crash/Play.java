package dev.parley.crash;

import dev.parley.testing.Xml;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all people of a run share: the checker, how lively they are, and what is to be waited for.
 */
final class Play {
  private final Checker checker = new Checker();
  private final Ledger ledger = new Ledger();
  private final Map<String, Integer> errors = new TreeMap<>();
  private final Map<String, Integer> refusals = new TreeMap<>();
  private final Map<Resumption, Integer> resumptions = new EnumMap<>(Resumption.class);
  private volatile Tempo tempo = Tempo.CALM;
  private volatile Trap trap = new Trap(Sign.NONE, 0, () -> {});

  /** How much is written. */
  enum Tempo {
    /** Nothing, and everybody is there and acknowledges at once. */
    CALM(0),
    /** Some ten messages a second. */
    STEADY(1),
    /** Some hundred messages a second. */
    LIVELY(8),
    /** As many as the server takes. */
    FLOOD(200);

    private final int mostInBurst;

    Tempo(int mostInBurst) {
      this.mostInBurst = mostInBurst;
    }

    int mostInBurst() {
      return mostInBurst;
    }
  }

  /** How a new connection has begun. */
  enum Resumption {
    /** There was nothing to resume. */
    NONE,
    DONE,
    REFUSED
  }

  /** What a client can see, at which a fault may strike. */
  enum Sign {
    NONE,
    /** An {@code <a/>} of the server (XEP-0198). */
    ACKNOWLEDGEMENT,
    /** A message at a device that acknowledges. */
    DELIVERY,
    /** A message at a device that does not. */
    UNMANAGED_DELIVERY
  }

  /** Acts once, at the n-th sign. */
  private record Trap(Sign sign, AtomicInteger left, Runnable action) {
    Trap(Sign sign, int count, Runnable action) {
      this(sign, new AtomicInteger(count), action);
    }

    void see(Sign seen) {
      if (seen == sign && left.decrementAndGet() == 0) {
        action.run();
      }
    }
  }

  Checker checker() {
    return checker;
  }

  /** What devices of one account have in common. */
  Ledger ledger() {
    return ledger;
  }

  Tempo tempo() {
    return tempo;
  }

  void tempo(Tempo next) {
    tempo = next;
  }

  boolean isCalm() {
    return tempo == Tempo.CALM;
  }

  /** Has something done when the n-th such sign comes, at once and on the thread that reads it. */
  void at(Sign sign, int count, Runnable action) {
    trap = new Trap(sign, count, action);
  }

  void acknowledged() {
    trap.see(Sign.ACKNOWLEDGEMENT);
  }

  void delivered(Device device) {
    trap.see(device.acks() ? Sign.DELIVERY : Sign.UNMANAGED_DELIVERY);
  }

  synchronized void bounced(Xml.Element message) {
    var error = message.child("error").orElseThrow();
    var condition = error.children().map(Xml.Element::local).findFirst().orElse("");
    errors.merge(error.attribute("type") + " " + condition, 1, Integer::sum);
  }

  synchronized void refused(RuntimeException cause) {
    refusals.merge(String.valueOf(cause.getMessage()), 1, Integer::sum);
  }

  synchronized void resumption(Resumption outcome) {
    resumptions.merge(outcome, 1, Integer::sum);
  }

  /** How many connections have begun so. */
  synchronized int resumptions(Resumption outcome) {
    return resumptions.getOrDefault(outcome, 0);
  }

  /** Errors that came back for messages: type and condition, and how often. */
  synchronized Map<String, Integer> errors() {
    return new TreeMap<>(errors);
  }

  /** Why logins failed, and how often. */
  synchronized Map<String, Integer> refusals() {
    return new TreeMap<>(refusals);
  }
}

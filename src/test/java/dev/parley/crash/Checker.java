package dev.parley.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Judges what clients saw, event by event. Safe for all threads; events of one device come in their
 * order.
 *
 * <ul>
 *   <li>A message that was acknowledged once, at whichever attempt, must arrive, be stored, or come
 *       back to its sender as an error.
 *   <li>A message of which the sender heard nothing may have arrived or not. Its repetition is
 *       another attempt: a device that gets both has one message after de-duplication. The same
 *       attempt twice within one session is a double.
 *   <li>Messages of one conversation arrive at a device in the order of their numbers: those that
 *       are new to it, and those of one attempt within one session.
 * </ul>
 */
final class Checker {
  private static final int MOST_FINDINGS = 50;

  private final Map<Body, Fate> fates = new LinkedHashMap<>();
  private final Map<String, Inbox> inboxes = new HashMap<>();
  private final List<String> findings = new ArrayList<>();
  private long doubled;
  private long disordered;
  private long foreign;
  private long repeated;
  private long open;
  private long waitingSince;
  private long worstGap;
  private long slowestRefusal;

  /** Takes one event into account. */
  synchronized void accept(Event event) {
    if (event instanceof Event.Sent sent) {
      sent(sent);
    } else if (event instanceof Event.Acknowledged acknowledged) {
      settle(acknowledged.body(), acknowledged.nanos(), Fate::acknowledge);
    } else if (event instanceof Event.Bounced bounced) {
      settle(bounced.body(), bounced.nanos(), fate -> refused(fate, bounced.nanos()));
    } else if (event instanceof Event.Stored stored) {
      settle(stored.body(), stored.nanos(), Fate::store);
    } else if (event instanceof Event.Connected connected) {
      inbox(connected.device()).newSession();
    } else if (event instanceof Event.Delivered delivered) {
      delivered(delivered);
    }
  }

  private void sent(Event.Sent sent) {
    Fate fate = fates.computeIfAbsent(sent.body(), unknown -> new Fate());
    if (fate.attempts() == 0 && open++ == 0) {
      waitingSince = sent.nanos();
    }
    fate.sent(sent.attempt(), sent.nanos());
  }

  private void settle(Body body, long nanos, Consumer<Fate> outcome) {
    Fate fate = fates.get(body);
    if (fate == null) {
      foreign++;
      find("an answer for what was never sent: " + body);
      return;
    }
    progress(nanos);
    boolean before = fate.isOpen();
    outcome.accept(fate);
    if (before && !fate.isOpen()) {
      open--;
    }
  }

  private void refused(Fate fate, long nanos) {
    if (fate.isOpen()) {
      slowestRefusal = Math.max(slowestRefusal, nanos - fate.sentAt());
    }
    fate.bounce();
  }

  private void progress(long nanos) {
    if (open > 0) {
      worstGap = Math.max(worstGap, nanos - waitingSince);
    }
    waitingSince = nanos;
  }

  private void delivered(Event.Delivered delivery) {
    progress(delivery.nanos());
    String device = delivery.device();
    Optional<Body> known = Body.parse(delivery.text());
    Fate fate = known.map(fates::get).orElse(null);
    if (known.isEmpty()
        || fate == null
        || delivery.attempt() > fate.attempts()
        || !device.startsWith(known.get().to() + "/")) {
      foreign++;
      find("foreign: " + delivery);
      return;
    }
    Body body = known.get();
    boolean firstTime = fate.deliver(device);
    repeated += firstTime ? 0 : 1;
    switch (inbox(device).receive(body, delivery.attempt(), firstTime)) {
      case FINE -> {}
      case DOUBLED -> {
        doubled++;
        find("doubled: " + delivery);
      }
      case DISORDERED -> {
        disordered++;
        find("disordered: " + delivery);
      }
    }
  }

  private Inbox inbox(String device) {
    return inboxes.computeIfAbsent(device, unknown -> new Inbox());
  }

  private void find(String what) {
    if (findings.size() < MOST_FINDINGS) {
      findings.add(what);
    }
  }

  /** How many messages there are whose senders wait for an answer. */
  synchronized long open() {
    return open;
  }

  /** The longest time from a message to the error that came back for it. */
  synchronized Duration slowestRefusal() {
    return Duration.ofNanos(slowestRefusal);
  }

  /** How many different messages were sent. */
  synchronized long messages() {
    return fates.size();
  }

  /** How often a device got again what it had. */
  synchronized long repeated() {
    return repeated;
  }

  /** The messages that would be lost if nothing more came. */
  synchronized List<Body> missing() {
    return fates.entrySet().stream()
        .filter(entry -> entry.getValue().isLost())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The first things that were wrong, for people. */
  synchronized List<String> findings() {
    List<String> all = new ArrayList<>(findings);
    missing().stream().limit(MOST_FINDINGS).forEach(body -> all.add("lost: " + body));
    return all;
  }

  /** The judgement, if nothing more comes. */
  synchronized Verdict verdict() {
    long unsettled = fates.values().stream().filter(Fate::isUnsettled).count();
    return new Verdict(
        missing().size(), doubled, disordered, foreign, unsettled, worstGap / 1_000_000);
  }
}

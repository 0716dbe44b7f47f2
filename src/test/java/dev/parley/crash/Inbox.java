package dev.parley.crash;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What one device got, as far as order and doubles are concerned. */
final class Inbox {
  /** The greatest number that was new to the device, by conversation. */
  private final Map<String, Long> newest = new HashMap<>();

  private final Set<Copy> session = new HashSet<>();
  private final Map<Attempt, Long> lastInSession = new HashMap<>();

  /** What is wrong with a delivery. */
  enum Finding {
    FINE,
    DOUBLED,
    DISORDERED
  }

  void newSession() {
    session.clear();
    lastInSession.clear();
  }

  /** Takes a message; {@code firstTime} if the device has not had it in any session. */
  Finding receive(Body body, int attempt, boolean firstTime) {
    if (!session.add(new Copy(body, attempt))) {
      return Finding.DOUBLED;
    }
    String conversation = body.conversation();
    boolean late = firstTime && body.number() < newest.getOrDefault(conversation, 0L);
    newest.merge(conversation, body.number(), Math::max);
    Long before = lastInSession.put(new Attempt(conversation, attempt), body.number());
    late |= before != null && body.number() < before;
    return late ? Finding.DISORDERED : Finding.FINE;
  }

  private record Copy(Body body, int attempt) {}

  private record Attempt(String conversation, int attempt) {}
}

package dev.parley.crash;

import dev.parley.crash.Entry.Copy;
import dev.parley.testing.Endpoint;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Somebody who writes to others, asks for acknowledgements, and after a lost connection sends again
 * what was not acknowledged (XEP-0198 §5), in its order and before anything new.
 */
final class Sender extends Caller {
  private static final int MOST_PADDING = 2_000;

  /** Bursts without answer, beyond which nothing new is written. */
  private static final int MOST_BURSTS = 8;

  private final List<Device> recipients;
  private final Random random;
  private final Map<String, Long> numbers = new HashMap<>();

  private final Object lock = new Object();
  private final ArrayDeque<Letter> open = new ArrayDeque<>();

  /** What was sent in this session and not acknowledged; empty for what is not a letter. */
  private final ArrayDeque<Optional<Letter>> inFlight = new ArrayDeque<>();

  private long acknowledged;

  Sender(Device device, Endpoint server, Play play, List<Device> recipients, Random random) {
    super(device, server, play);
    this.recipients = recipients;
    this.random = random;
  }

  @Override
  void live(Line line) {
    synchronized (lock) {
      inFlight.clear();
      acknowledged = 0;
      inFlight.add(Optional.empty());
      line.send("<presence/>");
      repeat(line);
    }
    while (!line.endsWithin(Duration.ofMillis(random.nextInt(2, 40)))) {
      if (!play().isCalm()) {
        burst(line);
      } else if (isStopped()) {
        line.leave();
        return;
      }
      line.send("<r xmlns='urn:xmpp:sm:3'/>");
    }
  }

  private void repeat(Line line) {
    var again = new ArrayList<>(open);
    open.clear();
    again.forEach(letter -> send(line, letter.again()));
  }

  private void burst(Line line) {
    synchronized (lock) {
      int most = play().tempo().mostInBurst();
      int count = Math.min(random.nextInt(most + 1), MOST_BURSTS * most - inFlight.size());
      for (int i = 0; i < count; i++) {
        send(line, next());
      }
    }
  }

  private Letter next() {
    var recipient = recipients.get(random.nextInt(recipients.size()));
    var name = recipient.account().name();
    long number = numbers.merge(name, 1L, Long::sum);
    int padding = random.nextInt(20) == 0 ? random.nextInt(1, MOST_PADDING) : 0;
    var body = new Body(device().account().name(), name, number);
    return new Letter(new Copy(body, 1), recipient.account().jid(), padding);
  }

  private void send(Line line, Letter letter) {
    open.add(letter);
    inFlight.add(Optional.of(letter));
    play()
        .checker()
        .accept(new Event.Sent(System.nanoTime(), letter.copy().body(), letter.copy().attempt()));
    line.send(letter.xml());
  }

  @Override
  public void acknowledged(long h) {
    synchronized (lock) {
      if (h - acknowledged > inFlight.size()) {
        throw new IllegalStateException("more is acknowledged than was sent");
      }
      for (; acknowledged < h; acknowledged++) {
        inFlight
            .remove()
            .ifPresent(letter -> {
              open.remove(letter);
              play()
                  .checker()
                  .accept(new Event.Acknowledged(System.nanoTime(), letter.copy().body()));
            });
      }
    }
    play().acknowledged();
  }
}

package dev.parley.bench;

import dev.parley.bench.LoadAccount.Circle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of clients that send each other messages of some 250 bytes.
 *
 * <p>Without a rate, each pair keeps {@code burst} messages in flight: they are sent in one piece,
 * and when the last has come, as many go back. With a rate, messages leave one by one on a fixed
 * schedule, and latency counts from the moment each was due.
 */
final class MessageLoad implements Load, Talker.Observer {
  /**
   * How the messages are sent.
   *
   * @param pairs conversations
   * @param burst messages in flight in each, at least 1
   * @param acks whether both ends use stream management
   * @param rate messages a second in all; 0 for as many as can be
   */
  record Shape(int pairs, int burst, boolean acks, int rate) {}

  /** Due times kept for each pair; a message is later than that only if the server stands. */
  private static final int REMEMBERED = 1024;

  private static final long LONGEST = TimeUnit.SECONDS.toNanos(60);

  private static final String TEXT =
      " and the rest of a sentence that people of ordinary patience write to each other";

  private final Fleet fleet;
  private final Target target;
  private final Security security;
  private final Shape shape;
  private final Deliveries deliveries = new Deliveries();
  private final List<Client> clients = new ArrayList<>();
  private final List<Talker> talkers = new ArrayList<>();
  private final Histogram latencies = new Histogram(LONGEST, 3);
  private final long[] due;
  private @Nullable ScheduledFuture<?> clock;
  private long startedAt;
  private long sent;
  private boolean running;

  MessageLoad(Fleet fleet, Target target, Security security, Shape shape) {
    this.fleet = fleet;
    this.target = target;
    this.security = security;
    this.shape = shape;
    this.due = new long[shape.pairs() * REMEMBERED];
  }

  @Override
  public CompletableFuture<?> open() {
    var accounts = LoadAccount.first(2 * shape.pairs(), Circle.NOBODY, target.domain());
    var options = shape.acks() ? Login.Options.ACKED : Login.Options.PLAIN;
    return new Crowd(fleet, target, security, options, accounts)
        .login()
        .thenAccept(all -> pair(all, accounts));
  }

  @Override
  public void start() {
    running = true;
    startedAt = System.nanoTime();
    if (shape.rate() > 0) {
      clock = fleet.loop().scheduleAtFixedRate(this::sendDue, 0, period(), TimeUnit.NANOSECONDS);
    } else {
      for (int i = 0; i < talkers.size(); i += 2) {
        talkers.get(i).send(shape.burst());
      }
    }
  }

  @Override
  public void delivered(Talker receiver, int counter) {
    if (shape.rate() > 0) {
      int pair = receiver.place() / 2;
      long latency = System.nanoTime() - due[pair * REMEMBERED + counter % REMEMBERED];
      latencies.recordValue(Math.min(latency, LONGEST));
    } else if (running && (counter + 1) % shape.burst() == 0) {
      receiver.send(shape.burst());
    }
  }

  @Override
  public long done() {
    return deliveries.done();
  }

  @Override
  public void stop() {
    running = false;
    if (clock != null) {
      clock.cancel(false);
    }
  }

  @Override
  public boolean settled() {
    boolean acknowledged = true;
    for (var talker : talkers) {
      acknowledged &= talker.allAcknowledged();
    }
    return acknowledged && deliveries.complete();
  }

  @Override
  public String faults() {
    return deliveries.faults();
  }

  @Override
  public Optional<Histogram> latencies() {
    return shape.rate() > 0 ? Optional.of(latencies) : Optional.empty();
  }

  @Override
  public void forgetLatencies() {
    latencies.reset();
  }

  @Override
  public void close() {
    clients.forEach(Client::close);
  }

  private void pair(List<Client> all, List<LoadAccount> accounts) {
    clients.addAll(all);
    for (int i = 0; i < all.size(); i++) {
      var self = accounts.get(i);
      var other = accounts.get(i ^ 1);
      var message = message(self, other);
      talkers.add(new Talker(i, all.get(i), other.full(), message, shape.acks(), deliveries, this));
    }
  }

  private String message(LoadAccount self, LoadAccount other) {
    return "<message to='"
        + other.bare()
        + (target.isRelay() ? "' from='" + self.full() : "")
        + "' type='chat' id='f2a9c1d7-5b0e'><body>"
        + Template.COUNTER
        + TEXT
        + "</body><active xmlns='http://jabber.org/protocol/chatstates'/></message>";
  }

  /** Sends what the schedule says should have been sent by now, by even ends of the pairs. */
  private void sendDue() {
    long period = period();
    long now = System.nanoTime();
    while (startedAt + sent * period <= now) {
      int pair = (int) (sent % shape.pairs());
      var sender = talkers.get(2 * pair);
      due[pair * REMEMBERED + sender.nextCounter() % REMEMBERED] = startedAt + sent * period;
      sender.send(1);
      sent++;
    }
  }

  /** Nanoseconds between two messages. */
  private long period() {
    return TimeUnit.SECONDS.toNanos(1) / shape.rate();
  }
}

package dev.parley.bench;

import dev.parley.bench.LoadAccount.Circle;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * One client that asks for pages of 50 messages from anywhere in a large archive, one after the
 * other: half of them of one conversation.
 */
final class ArchiveLoad implements Load, Listener {
  private static final int PAGE = 50;
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(60);
  private static final byte[] RESULT = "<result ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "<fin ".getBytes(StandardCharsets.US_ASCII);

  private final Fleet fleet;
  private final Target target;
  private final Deliveries deliveries = new Deliveries();
  private final Histogram latencies = new Histogram(LONGEST, 3);
  private final Random random = new Random(1);
  private Client client;
  private boolean running;
  private int results;
  private int pages;
  private long sentAt;

  @SuppressWarnings("NullAway.Init") // the client is there once the load is open
  ArchiveLoad(Fleet fleet, Target target) {
    this.fleet = fleet;
    this.target = target;
  }

  /** Who has a large archive. */
  static List<LoadAccount> people() {
    return LoadAccount.first(1, Circle.NOBODY, Servers.DOMAIN);
  }

  @Override
  public CompletableFuture<?> open() {
    return new Crowd(fleet, target, Security.DIRECT, Login.Options.PLAIN, people())
        .login()
        .thenAccept(all -> {
          client = all.get(0);
          client.listener(this);
        });
  }

  @Override
  public void start() {
    running = true;
    ask();
  }

  private void ask() {
    var start = Instant.ofEpochSecond(History.BEGIN + random.nextInt(History.MESSAGES - 1000));
    boolean conversation = pages % 2 == 1;
    results = 0;
    deliveries.sent(1);
    sentAt = System.nanoTime();
    client.write(
        "<iq type='set' id='page'><query xmlns='urn:xmpp:mam:2'><x xmlns='jabber:x:data'"
            + " type='submit'>"
            + field("FORM_TYPE", "urn:xmpp:mam:2")
            + field("start", start.toString())
            + (conversation
                ? field("with", "peer" + random.nextInt(10) + "@" + target.domain())
                : "")
            + "</x><set xmlns='http://jabber.org/protocol/rsm'><max>"
            + PAGE
            + "</max></set></query></iq>");
  }

  private static String field(String name, String value) {
    return "<field var='" + name + "'><value>" + value + "</value></field>";
  }

  @Override
  public void stanza(Client from, byte[] data, int start, int end) {
    if (data[start + 1] == 'm' && Bytes.indexOf(data, start, end, RESULT) > 0) {
      results++;
    } else if (data[start + 1] == 'i') {
      if (results != PAGE || Bytes.indexOf(data, start, end, END) < 0) {
        deliveries.foreign(data, start, end);
      }
      latencies.recordValue(Math.min(System.nanoTime() - sentAt, LONGEST));
      pages = deliveries.delivered(pages, pages);
      if (running) {
        ask();
      }
    }
  }

  @Override
  public void closed(Client closed) {
    closed.fleet().fail(new IllegalStateException("the server closed a stream under load"));
  }

  @Override
  public long done() {
    return deliveries.done();
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean settled() {
    return deliveries.complete();
  }

  @Override
  public String faults() {
    return deliveries.faults();
  }

  @Override
  public Optional<Histogram> latencies() {
    return Optional.of(latencies);
  }

  @Override
  public void forgetLatencies() {
    latencies.reset();
  }

  @Override
  public void close() {
    client.close();
  }
}

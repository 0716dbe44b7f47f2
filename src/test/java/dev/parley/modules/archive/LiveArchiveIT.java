package dev.parley.modules.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Account;
import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.Xml;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Somebody pages through an archive, to and fro, while messages arrive and the oldest go: nothing
 * is missing, doubled or out of order, and every message has the id that it had live. The long form
 * is {@code -Dparley.archive.pages=10000}.
 */
class LiveArchiveIT {
  private static final int PAGES = Integer.getInteger("parley.archive.pages", 200);
  private static final int PAGE = 20;
  private static final int AHEAD = 200;
  private static final Duration KEPT = Duration.ofSeconds(2);
  private static final String SET = "<set xmlns='http://jabber.org/protocol/rsm'>";

  private final ExecutorService others = Executors.newFixedThreadPool(3);
  private final Map<Integer, String> live = new ConcurrentHashMap<>();
  private ParleyTestServer server;
  private Account juliet;
  private Account romeo;
  private volatile boolean ended;

  @BeforeEach
  void start() {
    server = ParleyTestServer.start();
    var accounts = new AccountFactory(server);
    juliet = accounts.create("juliet");
    romeo = accounts.create("romeo");
  }

  @AfterEach
  void stop() {
    others.shutdownNow();
    server.close();
  }

  @Test
  void pagesAgreeWithWhatIsLive() throws Exception {
    List<Future<?>> running = new ArrayList<>();
    try (var laptop = TestClient.login(server, juliet, "laptop")) {
      laptop.send("<presence/>");
      running.add(others.submit((Callable<?>) () -> listen(laptop)));
      running.add(others.submit((Callable<?>) this::talk));
      running.add(others.submit((Callable<?>) this::expire));
      try (var phone = TestClient.login(server, juliet, "phone")) {
        int pages = 0;
        while (pages < PAGES) {
          pages += walk(phone, true);
          pages += walk(phone, false);
        }
      } finally {
        ended = true;
      }
      for (var one : running) {
        one.get(1, TimeUnit.MINUTES);
      }
    }
  }

  /** Romeo says one thing after the other, never far ahead of what has been heard. */
  private int talk() {
    int counter = 0;
    try (var hall = TestClient.login(server, romeo, "hall")) {
      while (!ended) {
        for (int i = 0; i < 5; i++) {
          hall.send(
              "<message type='chat' to='"
                  + juliet.jid()
                  + "'><body>"
                  + counter++
                  + "</body></message>");
        }
        hall.request("get", server.domain(), "<ping xmlns='urn:xmpp:ping'/>");
        assertThat(hall.waiting()).isEmpty();
        while (counter - live.size() > AHEAD && !ended) {
          LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
      }
      hall.send("<message type='chat' to='" + juliet.jid() + "'><body>end</body></message>");
    }
    return counter;
  }

  /** What Juliet's laptop gets is in order, and remembered with its ids. */
  private int listen(TestClient laptop) {
    int expected = 0;
    while (true) {
      var event = laptop.next();
      if (event instanceof StreamEvent.Received received
          && received.element().local().equals("message")) {
        var body = received.element().child("body").orElseThrow().text();
        if (body.equals("end")) {
          return expected;
        }
        assertThat(Integer.parseInt(body)).isEqualTo(expected++);
        var id = received.element().child("urn:xmpp:sid:0", "stanza-id").orElseThrow();
        live.put(expected - 1, String.valueOf(id.attribute("id")));
      }
    }
  }

  /** Lets messages go after two seconds, as if they were days. */
  private long expire() throws Exception {
    var settings = new JsonObject().put("keepDays", 1);
    var retention =
        new Retention(
            server.server().storage().archiveUpkeep(),
            () -> settings,
            () -> Instant.now().plus(Duration.ofDays(1)).minus(KEPT));
    long deleted = 0;
    while (!ended) {
      deleted +=
          retention.run().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    return deleted;
  }

  /**
   * Goes through the archive from one end, until there is no more or what comes next was deleted.
   *
   * @return pages read
   */
  private int walk(TestClient phone, boolean forwards) {
    String from = "";
    Integer last = null;
    for (int pages = 1; ; pages++) {
      var page = page(phone, forwards, from);
      if (page == null) {
        return pages;
      }
      var counters = page.counters();
      for (int i = 0; i < counters.size(); i++) {
        int counter = counters.get(forwards ? i : counters.size() - 1 - i);
        if (last != null) {
          assertThat(counter).as("behind " + last).isEqualTo(forwards ? last + 1 : last - 1);
        }
        last = counter;
      }
      if (page.complete() || counters.isEmpty()) {
        return pages;
      }
      from = forwards ? page.last() : page.first();
    }
  }

  /** A page; null if what it should begin at is gone. */
  private @Nullable Page page(TestClient phone, boolean forwards, String from) {
    String where =
        forwards
            ? from.isEmpty() ? "" : "<after>" + from + "</after>"
            : "<before>" + from + "</before>";
    phone.send(
        "<iq type='set' id='q'><query xmlns='urn:xmpp:mam:2'>"
            + SET
            + "<max>"
            + PAGE
            + "</max>"
            + where
            + "</set></query></iq>");
    var counters = new ArrayList<Integer>();
    while (true) {
      var element = ((StreamEvent.Received) phone.next()).element();
      if (element.local().equals("iq")) {
        return "error".equals(element.attribute("type")) ? null : Page.of(element, counters);
      }
      var result = element.child("urn:xmpp:mam:2", "result").orElseThrow();
      var forwarded = result.child("forwarded").orElseThrow();
      var message = forwarded.child("message").orElseThrow();
      int counter = Integer.parseInt(message.child("body").orElseThrow().text());
      counters.add(counter);
      assertThat(live.getOrDefault(counter, String.valueOf(result.attribute("id"))))
          .as("id of " + counter)
          .isEqualTo(result.attribute("id"));
    }
  }

  /** What is known of a page. */
  private record Page(List<Integer> counters, boolean complete, String first, String last) {
    static Page of(Xml.Element iq, List<Integer> counters) {
      var fin = iq.child("urn:xmpp:mam:2", "fin").orElseThrow();
      var set = fin.child("set").orElseThrow();
      return new Page(
          counters,
          "true".equals(fin.attribute("complete")),
          set.child("first").map(Xml.Element::text).orElse(""),
          set.child("last").map(Xml.Element::text).orElse(""));
    }
  }
}

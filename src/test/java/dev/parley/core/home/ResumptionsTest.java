package dev.parley.core.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.Access;
import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Bus;
import dev.parley.core.bus.HandledCounter;
import dev.parley.core.bus.Incoming;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.Ticket;
import dev.parley.core.bus.ToMessage;
import dev.parley.core.bus.ToPresence;
import dev.parley.core.bus.ToPresence.Resumption;
import dev.parley.core.bus.ToSession;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.stream.StreamError;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How sessions are let go of, kept and resumed; the test plays their edges. */
class ResumptionsTest {
  private static final Jid FULL = Jid.parse("juliet@example.com/phone");
  private static final Duration LONG = Duration.ofMinutes(10);

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx);
  private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
  private final BlockingQueue<ToSession> told = new LinkedBlockingQueue<>();
  private final Home home;

  ResumptionsTest() {
    Homes homes =
        await(
            Homes.start(
                bus, 1, jid -> Future.succeededFuture(true), new HomeLimits(10, 5, 100_000)));
    await(homes.serve(Addresses::presence, any -> any, ResumptionsTest::handle));
    home = homes.of(FULL);
    home.sessions()
        .listen(
            new SessionListener() {
              @Override
              public void ended(
                  LiveAccount account, Session session, List<ToSession.Delivery> leftovers) {
                ends.add(ids(leftovers));
              }
            });
    await(bus.consume(vertx.getOrCreateContext(), Addresses.session(FULL), told::add));
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private static void handle(Home home, Incoming<ToPresence> incoming) {
    ToPresence event = incoming.body();
    Sessions sessions = home.sessions();
    if (event instanceof ToPresence.Bind bind) {
      sessions.bind(incoming, bind);
    } else if (event instanceof ToPresence.Ready ready) {
      sessions.ready(ready);
    } else if (event instanceof ToPresence.Closing closing) {
      sessions.closing(closing);
    } else if (event instanceof ToPresence.Released released) {
      sessions.released(released);
    } else if (event instanceof ToPresence.Resumable resumable) {
      sessions.resumptions().enable(resumable);
    } else if (event instanceof ToPresence.Resume resume) {
      sessions.resumptions().resume(incoming, resume);
    }
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  private static <T> T next(BlockingQueue<T> queue) {
    try {
      T next = queue.poll(10, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing came");
      }
      return next;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  private static String ids(List<ToSession.Delivery> deliveries) {
    return String.join(" ", deliveries.stream().map(one -> "" + one.stanza().id()).toList());
  }

  private static ToSession.Delivery message(String id) {
    return new ToSession.Delivery(
        Message.of(Message.Type.CHAT, FULL, "Hi").withFrom(Jid.parse("romeo@b/c")).withId(id));
  }

  private void send(ToPresence event) {
    bus.send(Addresses.presence(Shard.of(FULL)), event);
  }

  private void bind(String stream, Duration patience) {
    await(
        bus.request(
            Addresses.presence(Shard.of(FULL)),
            new ToPresence.Bind(FULL.bare(), "phone", stream, Access.PLAIN, null)));
    send(new ToPresence.Ready(FULL, stream));
    send(new ToPresence.Resumable(FULL, stream, "secret", patience));
  }

  /** Ends a stream; what comes back is numbered up to {@code sent}, the first unacknowledged. */
  private void release(
      String stream, HandledCounter inbound, long acknowledged, int sent, String... ids) {
    assertThat(next(told)).isInstanceOf(ToSession.Release.class);
    List<ToSession.Delivery> leftovers =
        List.of(ids).stream().map(ResumptionsTest::message).toList();
    send(
        new ToPresence.Released(
            FULL, stream, leftovers, new ToPresence.Counts(inbound, acknowledged, sent)));
  }

  private Resumption resume(Jid account, String token, long h, String stream) {
    return await(asked(account, token, h, stream));
  }

  private Future<Resumption> asked(Jid account, String token, long h, String stream) {
    return bus.request(
        Addresses.presence(Shard.of(account)),
        new ToPresence.Resume(account, token, h, stream, Access.PLAIN));
  }

  /** Does something with the session in its home. */
  private void withSession(Consumer<@Nullable Session> task) {
    Promise<Void> done = Promise.promise();
    home.context()
        .runOnContext(here ->
            home.with(
                FULL.bare(),
                new AccountTask() {
                  @Override
                  public void run(LiveAccount account) {
                    task.accept(account.session(FULL));
                    done.complete();
                  }

                  @Override
                  public void failed(Throwable cause) {
                    done.fail(cause);
                  }
                }));
    await(done.future());
  }

  private static HandledCounter handled(int received, int handled) {
    HandledCounter counter = new HandledCounter();
    for (int number = 1; number <= received; number++) {
      counter.receive();
      if (number <= handled) {
        counter.safe(number);
      }
    }
    return counter;
  }

  @Test
  void whatIsTakenFromAnEndedSessionComesInItsOrder() {
    bind("s1", LONG);
    send(new ToPresence.Closing(FULL, "s1", false));
    assertThat(next(told)).isInstanceOf(ToSession.Release.class);
    withLateDelivery("late");
    send(new ToPresence.Released(FULL, "s1", List.of(message("a"), message("b")), null));
    assertThat(next(ends)).isEqualTo("a b late");
  }

  /** A delivery that is told to the session while it is let go of: the lane is held. */
  private void withLateDelivery(String id) {
    Promise<Void> done = Promise.promise();
    home.context()
        .runOnContext(here -> {
          LiveAccount account = home.peek(FULL.bare());
          Session session = account == null ? null : account.session(FULL);
          if (session != null) {
            session.deliver(message(id));
          }
          done.complete();
        });
    await(done.future());
  }

  @Test
  void aLostSessionWaitsAndGoesOn() {
    bind("s1", LONG);
    send(new ToPresence.Closing(FULL, "s1", true));
    release("s1", handled(3, 3), 4, 2, "a", "b", "c");
    withSession(session -> {
      assertThat(session).isNotNull();
      assertThat(session.isHibernating()).isTrue();
      session.deliver(message("d"));
    });
    Resumption answer = resume(FULL.bare(), "secret", 5, "s2");
    assertThat(answer).isInstanceOf(Resumption.Resumed.class);
    Resumption.Resumed resumed = (Resumption.Resumed) answer;
    assertThat(ids(resumed.again())).isEqualTo("b c d");
    assertThat(resumed.acknowledged()).isEqualTo(5);
    assertThat(resumed.inbound().h()).isEqualTo(3);
    send(new ToPresence.Ready(FULL, "s2"));
    withSession(session -> {
      assertThat(session.isHibernating()).isFalse();
      assertThat(session.stream()).isEqualTo("s2");
      session.deliver(message("e"));
    });
    assertThat(((ToSession.Delivery) next(told)).stanza().id()).isEqualTo("e");
    assertThat(ends).isEmpty();
  }

  @Test
  void whatComesBetweenTheAnswerAndTheNewEdgeIsNotLost() {
    bind("s1", LONG);
    send(new ToPresence.Closing(FULL, "s1", true));
    release("s1", handled(0, 0), 0, 0);
    resume(FULL.bare(), "secret", 0, "s2");
    withLateDelivery("between");
    send(new ToPresence.Ready(FULL, "s2"));
    assertThat(((ToSession.Delivery) next(told)).stanza().id()).isEqualTo("between");
  }

  @Test
  void theClientLearnsOfNothingThatIsNotSafeBeforeItIs() {
    bind("s1", LONG);
    send(new ToPresence.Closing(FULL, "s1", true));
    release("s1", handled(3, 1), 0, 0);
    Future<Resumption> asked = asked(FULL.bare(), "secret", 0, "s2");
    withSession(session -> assertThat(session.isHibernating()).isTrue());
    assertThat(asked.isComplete()).isFalse();
    home.context().runOnContext(here -> home.sessions().safe(FULL, "s1", new long[] {2, 3}));
    Resumption.Resumed resumed = (Resumption.Resumed) await(asked);
    assertThat(resumed.inbound().h()).isEqualTo(3);
  }

  @Test
  void whatIsNotSafeInTimeIsToBeSentAgain() {
    bind("s1", LONG);
    send(new ToPresence.Closing(FULL, "s1", true));
    release("s1", handled(3, 1), 0, 0);
    Resumption.Resumed resumed = (Resumption.Resumed) resume(FULL.bare(), "secret", 0, "s2");
    assertThat(resumed.inbound().h()).isEqualTo(1);
    assertThat(resumed.inbound().receive()).isEqualTo(2);
  }

  @Test
  void aLiveStreamIsTakenOver() {
    bind("s1", LONG);
    Future<Resumption> asked = asked(FULL.bare(), "secret", 0, "s2");
    ToSession.Release release = (ToSession.Release) next(told);
    assertThat(release.error()).isNotNull();
    assertThat(release.error().condition()).isEqualTo(StreamError.Condition.CONFLICT);
    assertThat(release.resumed()).isTrue();
    send(
        new ToPresence.Released(
            FULL, "s1", List.of(message("a")), new ToPresence.Counts(handled(0, 0), 0, 1)));
    assertThat(ids(((Resumption.Resumed) await(asked)).again())).isEqualTo("a");
  }

  /** Another account of the same home. */
  private static Jid neighbour() {
    return IntStream.range(0, 100_000)
        .mapToObj(number -> Jid.parse("neighbour" + number + "@example.com"))
        .filter(jid -> Shard.of(jid) == Shard.of(FULL))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anotherAccountFindsNothing() {
    bind("s1", LONG);
    Resumption answer = resume(neighbour(), "secret", 0, "s2");
    assertThat(answer).isEqualTo(new Resumption.Gone(null));
  }

  @Test
  void whatTheClientHasAlreadyIsToldToWhoeverHoldsIt() {
    Ticket ticket = new Ticket() {};
    BlockingQueue<ToMessage> messages = new LinkedBlockingQueue<>();
    await(
        bus.consume(vertx.getOrCreateContext(), Addresses.message(Shard.of(FULL)), messages::add));
    bind("s1", LONG);
    send(new ToPresence.Closing(FULL, "s1", true));
    assertThat(next(told)).isInstanceOf(ToSession.Release.class);
    var left = new ToSession.Delivery(message("a").stanza(), ticket);
    send(
        new ToPresence.Released(
            FULL, "s1", List.of(left), new ToPresence.Counts(handled(0, 0), 0, 1)));
    assertThat(resume(FULL.bare(), "secret", 1, "s2")).isInstanceOf(Resumption.Resumed.class);
    assertThat(next(messages)).isEqualTo(new ToMessage.Taken(FULL.bare(), List.of(ticket)));
  }

  @Test
  void tooMuchHandledIsRefusedAndTheSessionStays() {
    bind("s1", LONG);
    send(new ToPresence.Closing(FULL, "s1", true));
    release("s1", handled(0, 0), 4, 1, "a", "b");
    assertThat(resume(FULL.bare(), "secret", 6, "s2")).isEqualTo(new Resumption.TooHigh(5));
    assertThat(resume(FULL.bare(), "secret", 3, "s2")).isEqualTo(new Resumption.TooHigh(5));
    assertThat(resume(FULL.bare(), "secret", 4, "s2")).isInstanceOf(Resumption.Resumed.class);
  }

  @Test
  void countsWrap() {
    bind("s1", LONG);
    send(new ToPresence.Closing(FULL, "s1", true));
    release("s1", handled(0, 0), 0xffff_ffffL, 2, "a", "b");
    Resumption.Resumed resumed = (Resumption.Resumed) resume(FULL.bare(), "secret", 0, "s2");
    assertThat(ids(resumed.again())).isEqualTo("b");
    assertThat(resumed.acknowledged()).isEqualTo(0x1_0000_0000L);
  }

  @Test
  void whoDoesNotComeBackIsGoneAndTheCountIsRemembered() {
    bind("s1", Duration.ofMillis(50));
    send(new ToPresence.Closing(FULL, "s1", true));
    release("s1", handled(3, 2), 0, 1, "a", "b");
    assertThat(next(ends)).isEqualTo("a b");
    withSession(session -> assertThat(session).isNull());
    assertThat(resume(FULL.bare(), "secret", 0, "s2")).isEqualTo(new Resumption.Gone(2L));
    assertThat(resume(neighbour(), "secret", 0, "s3")).isEqualTo(new Resumption.Gone(null));
  }

  @Test
  void tooMuchThatWaitsEndsTheSession() {
    bind("s1", LONG);
    send(new ToPresence.Closing(FULL, "s1", true));
    release("s1", handled(0, 0), 0, 0);
    withSession(session -> {
      for (int number = 1; number <= 6; number++) {
        session.deliver(message("m" + number));
      }
    });
    assertThat(next(ends)).isEqualTo("m1 m2 m3 m4 m5 m6");
  }

  @Test
  void presenceThatIsReplacedDoesNotWait() {
    bind("s1", LONG);
    send(new ToPresence.Closing(FULL, "s1", true));
    release("s1", handled(0, 0), 0, 0);
    withSession(session -> {
      for (int number = 1; number <= 100; number++) {
        session.deliver(
            new ToSession.Delivery(
                Presence.of(Presence.Type.AVAILABLE, FULL)
                    .withFrom(Jid.parse("romeo@b/c"))
                    .withId("p" + number)));
      }
    });
    Resumption.Resumed resumed = (Resumption.Resumed) resume(FULL.bare(), "secret", 0, "s2");
    assertThat(ids(resumed.again())).isEqualTo("p100");
  }

  @Test
  void aNewSessionOfTheSameResourceEndsTheOneThatWaits() {
    bind("s1", LONG);
    send(new ToPresence.Closing(FULL, "s1", true));
    release("s1", handled(0, 0), 0, 0, "a");
    withSession(session -> assertThat(session.isHibernating()).isTrue());
    bind("s2", LONG);
    assertThat(next(ends)).isEqualTo("a");
    withSession(session -> assertThat(session.stream()).isEqualTo("s2"));
  }

  @Test
  void allThatWaitEndWhenTheServerStops() {
    bind("s1", LONG);
    send(new ToPresence.Closing(FULL, "s1", true));
    release("s1", handled(0, 0), 0, 0, "a");
    withSession(session -> assertThat(session.isHibernating()).isTrue());
    Promise<Void> ended = Promise.promise();
    home.context().runOnContext(here -> home.sessions().resumptions().endAll().onComplete(ended));
    await(ended.future());
    assertThat(next(ends)).isEqualTo("a");
  }
}

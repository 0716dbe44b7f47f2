package dev.parley.transport.s2s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.federation.Candidate;
import dev.parley.core.federation.NoTargetException;
import dev.parley.core.federation.Target;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever answers first is spoken with: XEP-0495 §4 with listeners that hang or refuse. */
final class RaceIT {
  private static final long PATIENCE_MILLIS = 400;

  private final Map<String, ServerSocket> listeners = new HashMap<>();
  private final Map<Integer, String> names = new HashMap<>();
  private final ConcurrentLinkedQueue<String> attempts = new ConcurrentLinkedQueue<>();
  private Vertx vertx;
  private Context context;
  private NetClient client;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    context = vertx.getOrCreateContext();
    client = vertx.createNetClient(new NetClientOptions().setConnectTimeout(30_000));
  }

  @AfterEach
  void stop() throws Exception {
    for (var listener : listeners.values()) {
      listener.close();
    }
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  /**
   * Listeners called good, refusing, or hanging (they accept and say nothing), as IPv6/IPv4 of a
   * host; a bar between priorities.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          # hosts                    ; tried, the last one won
          good1/-                    ; good1
          -/good1                    ; good1
          refusing1/good1            ; refusing1 good1
          hanging1/good1             ; hanging1 good1
          hanging1/- -/good1         ; hanging1 good1
          hanging1/refusing1 good1/- ; hanging1 refusing1 good1
          refusing1/- | good1/-      ; refusing1 good1
          -/refusing1 | -/good1      ; refusing1 good1
          hanging1/- | good1/-       ; hanging1 good1
          refusing1/refusing2 refusing3/- | refusing4/- | -/good1 ; refusing1 refusing2 refusing3 refusing4 good1
          -/- | good1/-              ; good1
          gone/gone | good1/-        ; good1
          gone/good1                 ; good1
          silent/good1               ; good1
          good1/silent               ; good1
          silent/silent -/good1      ; good1
          """)
  void theFirstThatAnswersWins(String hosts, String expected) throws Exception {
    var race = race(hosts);
    var connected = await(begin(race::start));
    assertThat(String.join(" ", attempts)).isEqualTo(expected);
    assertThat(names.get(connected.target().port())).startsWith("good");
  }

  /** Lower priorities are for when nobody else is left, however long that takes (§4.1). */
  @Test
  void anotherPriorityIsNoRival() throws Exception {
    var race = race("hanging1/hanging2 hanging3/- | good1/-");
    await(begin(race::start));
    assertThat(attempts).containsExactly("hanging1", "hanging2", "hanging3", "good1");
  }

  @Test
  void whoeverIsNoGoodIsFollowedByTheOthers() throws Exception {
    var race = race("good1/refusing1 | good2/-");
    assertThat(names.get(await(begin(race::start)).target().port())).isEqualTo("good1");
    assertThat(names.get(await(begin(race::again)).target().port())).isEqualTo("good2");
    assertThatThrownBy(() -> await(begin(race::again)))
        .cause()
        .hasMessageContaining("127.0.0.1, port ");
    assertThat(attempts).containsExactly("good1", "refusing1", "good2");
  }

  @Test
  void nobodyIsThere() {
    assertThatThrownBy(() -> await(begin(race("-/- | -/-")::start)))
        .cause()
        .hasMessage("DNS knows no server of x.example")
        .isInstanceOfSatisfying(
            NoTargetException.class, refusal -> assertThat(refusal.isPermanent()).isTrue());
    assertThatThrownBy(() -> await(begin(race("-/- | gone/-")::start)))
        .cause()
        .hasMessage("nobody knows")
        .isInstanceOfSatisfying(
            NoTargetException.class, refusal -> assertThat(refusal.isPermanent()).isFalse());
    assertThatThrownBy(() -> await(begin(race("-/refusing1")::start)))
        .cause()
        .hasMessageContaining("nothing listens there (connection refused)");
  }

  private Race race(String hosts) throws IOException {
    var groups = new ArrayList<List<Candidate>>();
    for (var group : hosts.split(" \\| ")) {
      var candidates = new ArrayList<Candidate>();
      for (var host : group.split(" ")) {
        var kinds = host.split("/");
        var six = places(kinds[0]);
        var four = places(kinds[1]);
        candidates.add(() -> new Candidate.Places(six, four));
      }
      groups.add(candidates);
    }
    return new Race("x.example", groups, context, this::connect);
  }

  private Future<List<Target>> places(String name) throws IOException {
    return switch (name) {
      case "-" -> Future.succeededFuture(List.of());
      case "gone" -> Future.failedFuture(new NoTargetException("nobody knows", false));
      case "silent" -> Promise.<List<Target>>promise().future();
      default -> Future.succeededFuture(List.of(target(name)));
    };
  }

  private Target target(String name) throws IOException {
    var listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    int port = listener.getLocalPort();
    listeners.put(name, listener);
    names.put(port, name);
    if (name.startsWith("refusing")) {
      listener.close();
    } else if (name.startsWith("good")) {
      var thread = new Thread(() -> greet(listener), "greeter");
      thread.setDaemon(true);
      thread.start();
    }
    return Target.plain("x.example", name, listener.getInetAddress(), port, false);
  }

  private static void greet(ServerSocket listener) {
    try {
      while (true) {
        listener.accept().getOutputStream().write('!');
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  /** An attempt has succeeded when the other side has said something. */
  private Future<NetSocketInternal> connect(Target target) {
    attempts.add(names.get(target.port()));
    Promise<NetSocketInternal> connected = Promise.promise();
    client
        .connect(target.port(), target.address().getHostAddress())
        .onFailure(connected::tryFail)
        .onSuccess(socket -> {
          socket.exceptionHandler(cause -> connected.tryFail(cause));
          socket.handler(greeting -> connected.tryComplete((NetSocketInternal) socket));
          if (names.get(target.port()).startsWith("hanging")) {
            vertx.setTimer(PATIENCE_MILLIS, late -> connected.tryFail("timed out"));
          }
        });
    return connected.future();
  }

  private Future<Race.Connected> begin(Supplier<Future<Race.Connected>> step) {
    Promise<Race.Connected> end = Promise.promise();
    context.runOnContext(here -> step.get().onComplete(end));
    return end.future();
  }

  private static <T> T await(Future<T> future) throws ExecutionException {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}

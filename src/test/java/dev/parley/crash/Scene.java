package dev.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.config.StorageConfig;
import dev.parley.testing.Account;
import dev.parley.testing.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A server and the people who use it. Whoever directs it lets things happen to the server. */
final class Scene implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Setup setup;
  private final Endpoint listener = ServerProcess.freeEndpoint();
  private final Play play = new Play();
  private final List<Person> people;
  private ServerProcess server;

  /**
   * What a scene is played on.
   *
   * @param storage as the settings have it, for looking into it while the server is stopped
   * @param settings for the server, as after {@code --set}
   */
  record Setup(Path jar, Path data, StorageConfig storage, List<String> settings) {
    /** The embedded database in its data folder. */
    static Setup embedded(Path jar, Path data) {
      return new Setup(jar, data, StorageConfig.DEFAULT, List.of());
    }
  }

  /** Chooses who is there. */
  interface Casting {
    List<? extends Person> of(Endpoint server, Play play, Random random);
  }

  /** People of all habits. */
  Scene(Setup setup, Random random) {
    this(setup, Cast::of, random);
  }

  /** Makes the accounts, starts the server, and has all people log in. */
  Scene(Setup setup, Casting casting, Random random) {
    this.setup = setup;
    people = List.copyOf(casting.of(listener, play, random));
    try (var stopped = new StoppedServer(setup.storage(), setup.data())) {
      stopped.add(accounts());
    }
    server = newServer();
    server.awaitReady();
    for (var person : people) {
      var thread = new Thread(person, person.device().name());
      thread.setDaemon(true);
      thread.start();
    }
    await(() -> people.stream().allMatch(Person::isGreeted), () -> "somebody cannot log in");
  }

  /** All accounts of these people. */
  List<Account> accounts() {
    return people.stream().map(person -> person.device().account()).distinct().toList();
  }

  private ServerProcess newServer() {
    return ServerProcess.start(setup.jar(), setup.data(), listener, setup.settings());
  }

  Play play() {
    return play;
  }

  Checker checker() {
    return play.checker();
  }

  /** Where the server listens. */
  Endpoint listener() {
    return listener;
  }

  ServerProcess server() {
    return server;
  }

  /** Starts the server again once it has ended; returns how long it took to be ready. */
  Duration restart() {
    server.awaitEnd();
    server = newServer();
    return server.awaitReady();
  }

  /** Lets nobody write, until all that was written has arrived and everybody knows of it. */
  void calm() {
    play.tempo(Play.Tempo.CALM);
    await(
        () ->
            checker().open() == 0
                && checker().missing().isEmpty()
                && play.ledger().wanting().isEmpty(),
        () -> "not all has arrived: " + checker().verdict() + " " + play.ledger().wanting());
  }

  /** Waits for something, for {@link #PATIENCE} at most; fails as soon as somebody has failed. */
  void await(BooleanSupplier condition, Supplier<String> complaint) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      checkPeople();
      if (System.nanoTime() > deadline) {
        throw new AssertionError(complaint.get() + "\n" + report());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  /** Lets time pass. */
  void play(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    await(() -> System.nanoTime() >= end, () -> "time does not pass");
  }

  private void checkPeople() {
    for (var person : people) {
      if (person.failure() != null) {
        throw new AssertionError(person.device().name() + " failed", person.failure());
      }
    }
  }

  /**
   * Sends everybody home, stops the server, and looks what is left in its store.
   *
   * @return how many offline messages there are
   */
  long end() {
    people.forEach(Person::stop);
    await(() -> people.stream().noneMatch(Person::isRunning), () -> "somebody does not leave");
    for (var account : play.ledger().accounts()) {
      play.ledger().archive(account, new Archive(account, listener).read());
    }
    server.terminate();
    if (server.awaitEnd() != 0) {
      throw new AssertionError("the server did not stop well: " + server.output());
    }
    long left = 0;
    try (var stopped = new StoppedServer(setup.storage(), setup.data())) {
      for (var account : accounts()) {
        for (var text : stopped.offlineMessages(account).toList()) {
          left++;
          Body.parse(text)
              .ifPresent(body -> checker().accept(new Event.Stored(System.nanoTime(), body)));
        }
      }
    }
    return left;
  }

  /** Prints the figures and demands that nothing has gone wrong; to be asked at the end. */
  void assertClean() {
    var verdict = checker().verdict();
    var figures = play.ledger().figures();
    System.out.println(verdict);
    System.out.println(figures + " messages=" + checker().messages());
    assertThat(verdict.isClean() && figures.isClean())
        .as(verdict + " " + figures + "\n" + report())
        .isTrue();
  }

  /** What has gone wrong, for people. */
  String report() {
    return String.join("\n", checker().findings())
        + "\n"
        + String.join("\n", play.ledger().findings())
        + "\nerrors: "
        + play.errors()
        + "\nserver:\n"
        + String.join("\n", server.output());
  }

  @Override
  public void close() {
    people.forEach(Person::stop);
    server.close();
  }
}

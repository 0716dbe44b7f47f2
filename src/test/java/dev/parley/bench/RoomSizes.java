package dev.parley.bench;

import dev.parley.bench.LoadAccount.Circle;
import dev.parley.bench.Report.Figure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Measures what rooms and their occupants take of the server's heap. */
final class RoomSizes {
  /** Occupants of each room, who are together in many. */
  private static final int SIZE = 10;

  private static final int ROOMS = 10_000;
  private static final int PEOPLE = 1_000;
  private static final long PATIENCE_MINUTES = 10;
  private static final int ROOMS_OF_EACH = ROOMS / (PEOPLE / SIZE);

  /** After which the server has forgotten a room in which nobody is. */
  private static final Duration FORGOTTEN = Duration.ofSeconds(75);

  private final Sizes sizes;
  private final Plan plan;
  private final Subject subject;

  RoomSizes(Sizes sizes, Plan plan, Subject subject) {
    this.sizes = sizes;
    this.plan = plan;
    this.subject = subject;
  }

  /** The accounts that the server must have. */
  static List<LoadAccount> people() {
    return LoadAccount.first(PEOPLE, Circle.NOBODY, Servers.DOMAIN);
  }

  /** Lets people enter their rooms, leave them, and be away; divides what the heap grows by. */
  List<Figure> measure() throws Exception {
    var target = subject.target();
    try (var fleet = new Fleet()) {
      var meter = new Meter(fleet, plan);
      var crowd = new Crowd(fleet, target, Security.DIRECT, Login.Options.PLAIN, people());
      var login = fleet.loop().submit(crowd::login).get(PATIENCE_MINUTES, TimeUnit.MINUTES);
      var clients = login.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
      meter.awaitQuiet();
      // What the first room loads is no part of a room.
      enter(fleet, clients.subList(0, SIZE), "first");
      long before = sizes.heap(target.pid(), meter);
      enter(fleet, clients, "group");
      meter.awaitQuiet();
      long occupied = sizes.heap(target.pid(), meter);
      fleet.loop().submit(() -> leave(clients)).get(PATIENCE_MINUTES, TimeUnit.MINUTES);
      meter.awaitQuiet();
      long left = sizes.heap(target.pid(), meter);
      meter.pause(FORGOTTEN);
      long forgotten = sizes.heap(target.pid(), meter);
      return List.of(
          figure("occupant, with a share of the room", occupied - before, ROOMS * SIZE),
          figure("room that somebody has just left empty", left - before, ROOMS),
          figure("room in which nobody has been for a minute", forgotten - before, ROOMS));
    }
  }

  private Figure figure(String what, long bytes, int count) {
    var title = what + ", of " + ROOMS + " stored rooms with " + SIZE + " (heap)";
    return new Figure(title, subject.name(), Sizes.rounded(bytes / 1000.0 / count, "kB"), "");
  }

  /** Groups of people who enter one room after the other. */
  private static void enter(Fleet fleet, List<Client> clients, String name) throws Exception {
    var entries = new ArrayList<CompletableFuture<?>>();
    fleet
        .loop()
        .submit(() -> {
          for (int group = 0; group < clients.size() / SIZE; group++) {
            var members = clients.subList(group * SIZE, (group + 1) * SIZE);
            entries.add(enter(members, name + group, ROOMS_OF_EACH));
          }
        })
        .get(PATIENCE_MINUTES, TimeUnit.MINUTES);
    var all = CompletableFuture.allOf(entries.toArray(CompletableFuture[]::new));
    CompletableFuture.anyOf(all, fleet.failure()).get(PATIENCE_MINUTES, TimeUnit.MINUTES);
  }

  private static CompletableFuture<?> enter(List<Client> members, String name, int left) {
    if (left == 0) {
      return CompletableFuture.completedFuture(null);
    }
    return new RoomSetup(address(name, left), members, true)
        .enter()
        .thenCompose(there -> enter(members, name, left - 1));
  }

  private static String address(String name, int number) {
    return RoomSetup.address(name + "-" + number, Servers.DOMAIN);
  }

  /** All leave the rooms of their group. */
  private static void leave(List<Client> clients) {
    for (int i = 0; i < clients.size(); i++) {
      var words = new StringBuilder();
      for (int number = 1; number <= ROOMS_OF_EACH; number++) {
        words.append(RoomSetup.exit(address("group" + i / SIZE, number), "n" + i % SIZE));
      }
      clients.get(i).write(words.toString());
    }
  }
}

package dev.parley.bench;

import dev.parley.bench.LoadAccount.Circle;
import dev.parley.bench.Report.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Measures what rooms and their occupants take of the server's memory. */
final class RoomSizes {
  /** Occupants of each room, who are together in many. */
  private static final int SIZE = 10;

  private static final int ROOMS = 10_000;
  private static final int PEOPLE = 1_000;
  private static final long PATIENCE_MINUTES = 10;
  private static final int ROOMS_OF_EACH = ROOMS / (PEOPLE / SIZE);

  private final Sizes sizes;
  private final Plan plan;

  RoomSizes(Sizes sizes, Plan plan) {
    this.sizes = sizes;
    this.plan = plan;
  }

  /** The accounts that the server must have. */
  static List<LoadAccount> people() {
    return LoadAccount.first(PEOPLE, Circle.NOBODY, Servers.DOMAIN);
  }

  /** Divides what the server's resident memory grows by while people enter their rooms. */
  Figure occupants(Subject subject) throws Exception {
    var target = subject.target();
    try (var fleet = new Fleet()) {
      var meter = new Meter(fleet, plan);
      var crowd = new Crowd(fleet, target, Security.DIRECT, Login.Options.PLAIN, people());
      var login = fleet.loop().submit(crowd::login).get(PATIENCE_MINUTES, TimeUnit.MINUTES);
      var clients = login.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
      long before = sizes.resident(target.pid(), meter);
      var entries = new ArrayList<CompletableFuture<?>>();
      fleet
          .loop()
          .submit(() -> {
            for (int group = 0; group < PEOPLE / SIZE; group++) {
              var members = clients.subList(group * SIZE, (group + 1) * SIZE);
              entries.add(enter(members, "group" + group, ROOMS_OF_EACH));
            }
          })
          .get(PATIENCE_MINUTES, TimeUnit.MINUTES);
      CompletableFuture.allOf(entries.toArray(CompletableFuture[]::new))
          .get(PATIENCE_MINUTES, TimeUnit.MINUTES);
      double each =
          (sizes.resident(target.pid(), meter) - before) / 1000.0 / ((double) ROOMS * SIZE);
      return new Figure(
          "occupant, of " + ROOMS + " rooms with " + SIZE + " (with a share of the room)",
          subject.name(),
          Sizes.rounded(each, "kB"),
          "");
    }
  }

  private static CompletableFuture<?> enter(List<Client> members, String name, int left) {
    if (left == 0) {
      return CompletableFuture.completedFuture(null);
    }
    return new RoomSetup(RoomSetup.address(name + "-" + left, Servers.DOMAIN), members)
        .enter()
        .thenCompose(there -> enter(members, name, left - 1));
  }
}

package dev.parley.bench;

import dev.parley.bench.LoadAccount.Circle;
import dev.parley.bench.Report.Figure;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures what sessions take of the heap whose connections are lost (XEP-0198 §5). */
final class Absence {
  private static final int SESSIONS = 10_000;

  /** So many are connected at a time. */
  private static final int AT_ONCE = 1_000;

  private static final long PATIENCE_MINUTES = 5;

  private final Sizes sizes;
  private final Plan plan;
  private final Subject subject;

  Absence(Sizes sizes, Plan plan, Subject subject) {
    this.sizes = sizes;
    this.plan = plan;
    this.subject = subject;
  }

  /** The accounts that the server must have. */
  static List<LoadAccount> people() {
    return LoadAccount.first(SESSIONS, Circle.NOBODY, Servers.DOMAIN);
  }

  /** The growth of the heap for each session. */
  Figure measure() throws Exception {
    var people = people();
    // What the first thousand load is no part of a session.
    lose(people.subList(0, AT_ONCE));
    long before = heap();
    for (int first = AT_ONCE; first < SESSIONS; first += AT_ONCE) {
      lose(people.subList(first, first + AT_ONCE));
    }
    double each = (heap() - before) / 1000.0 / (SESSIONS - AT_ONCE);
    return new Figure(
        "session whose connection is lost, of " + (SESSIONS - AT_ONCE) + ", empty roster (heap)",
        subject.name(),
        Sizes.rounded(each, "kB"),
        "");
  }

  private long heap() throws Exception {
    try (var fleet = new Fleet()) {
      return sizes.heap(subject.target().pid(), new Meter(fleet, plan));
    }
  }

  private void lose(List<LoadAccount> people) throws Exception {
    try (var fleet = new Fleet()) {
      var crowd =
          new Crowd(fleet, subject.target(), Security.DIRECT, Login.Options.RESUMABLE, people);
      var login = fleet.loop().submit(crowd::login).get(PATIENCE_MINUTES, TimeUnit.MINUTES);
      var clients = login.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
      new Meter(fleet, plan).awaitQuiet();
      fleet.loop().submit(() -> clients.forEach(Client::drop)).get(1, TimeUnit.MINUTES);
    }
  }
}

package dev.parley.bench;

import dev.parley.bench.LoadAccount.Circle;
import dev.parley.core.config.StorageConfig;
import dev.parley.core.config.StorageConfig.Sync;
import dev.parley.core.config.TlsConfig.Engine;
import dev.parley.testing.TestPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One run of the benchmark: starts what is measured, measures it, prints. */
final class Run {
  /** Leaves nothing but the way of a message: no archive, no copies. */
  private static final String[] PATH_ONLY = {
    "modules.archive.enabled=false", "modules.carbons.enabled=false"
  };

  private final Plan plan;
  private final Setup setup;
  private final Set<Row> rows;
  private final PrintWriter out;
  private final Report report = new Report();
  private final Folders folders = new Folders();

  Run(Plan plan, Setup setup, Set<Row> rows, PrintWriter out) {
    this.plan = plan;
    this.setup = setup;
    this.rows = rows;
    this.out = out;
  }

  /** Measures a server that somebody else has started. */
  Report external(Target target) throws Exception {
    measure(Subject.external(target));
    return printed();
  }

  /** Measures Parley with each engine, and the relay with the same engine as the floor. */
  Report parley(List<Engine> engines, boolean withFloor, Sized sized) throws Exception {
    out.println(setup.description());
    for (var engine : engines) {
      var folder = folders.create();
      if (withFloor && rows.stream().anyMatch(Row::hasFloor)) {
        try (var relay = Servers.relay(setup, engine, folder)) {
          measure(new Subject("relay, " + name(engine), engine, relay.target()));
        }
      }
      if (rows.stream().anyMatch(row -> !row.isArchived())) {
        int most = rows.contains(Row.ROOM_1000) ? Row.LARGE_ROOM : 2 * Row.WORKERS;
        Population.write(
            StorageConfig.DEFAULT, folder, people(Math.max(2 * plan.pairs(), most)), List.of());
        try (var parley = Servers.parley(setup.with(PATH_ONLY), engine, folder)) {
          measure(new Subject("Parley, " + name(engine), engine, parley.target()));
        }
      }
      if (rows.stream().anyMatch(Row::isArchived)) {
        archived(engine, "SQLite", StorageConfig.DEFAULT.url());
        try (var database = new TestPostgres()) {
          archived(engine, "PostgreSQL", database.freshDatabase());
        }
      }
    }
    if (sized.connections()) {
      sizes(engines);
    }
    for (var engine : sized.rooms() ? engines : List.<Engine>of()) {
      rooms(engine, folders.create());
    }
    for (var engine : sized.lostSessions() ? engines : List.<Engine>of()) {
      lostSessions(engine, folders.create());
    }
    if (sized.federation()) {
      FederationCost.measure().forEach(report::add);
    }
    return printed();
  }

  /**
   * What is measured besides CPU.
   *
   * @param connections memory of idle connections, time to start, size of the jar
   * @param rooms memory of rooms and their occupants
   * @param lostSessions memory of sessions without connection
   * @param federation what other servers cost
   */
  record Sized(boolean connections, boolean rooms, boolean lostSessions, boolean federation) {}

  private void archived(Engine engine, String database, String url) throws Exception {
    var folder = folders.create();
    var config = new StorageConfig(url, null, Sync.NORMAL, 4);
    var historians =
        rows.contains(Row.ARCHIVE_PAGE) ? ArchiveLoad.people() : List.<LoadAccount>of();
    Population.write(config, folder, people(2 * plan.pairs()), historians);
    try (var parley = Servers.parley(setup.with("storage.url=" + url), engine, folder)) {
      var name = "Parley, " + name(engine) + ", " + database;
      measure(new Subject(name, engine, parley.target(), true));
    }
  }

  private void sizes(List<Engine> engines) throws Exception {
    report.add(Sizes.jar(setup.jar()));
    var folder = folders.create();
    for (var start : List.of("first, empty folder", "second", "third")) {
      try (var parley = Servers.parley(setup, Engine.JDK, folder)) {
        report.add(Sizes.start(start, parley.startTime()));
      }
    }
    for (var engine : engines) {
      idle(engine, folders.create());
    }
  }

  private void idle(Engine engine, Path folder) throws Exception {
    Population.write(StorageConfig.DEFAULT, folder, people(plan.connections()), List.of());
    try (var parley = Servers.parley(setup.givingBack(), engine, folder)) {
      var subject = new Subject("Parley, " + name(engine), engine, parley.target());
      report.add(new Sizes(plan, setup.javaHome()).idle(subject));
    }
  }

  private void rooms(Engine engine, Path folder) throws Exception {
    Population.write(StorageConfig.DEFAULT, folder, RoomSizes.people(), List.of());
    try (var parley = Servers.parley(setup.givingBack(), engine, folder)) {
      var subject = new Subject("Parley, " + name(engine), engine, parley.target());
      new RoomSizes(new Sizes(plan, setup.javaHome()), plan, subject)
          .measure()
          .forEach(report::add);
    }
  }

  private void lostSessions(Engine engine, Path folder) throws Exception {
    Population.write(StorageConfig.DEFAULT, folder, Absence.people(), List.of());
    try (var parley = Servers.parley(setup, engine, folder)) {
      var subject = new Subject("Parley, " + name(engine), engine, parley.target());
      report.add(new Absence(new Sizes(plan, setup.javaHome()), plan, subject).measure());
    }
  }

  /** The accounts that the loads use, of each circle at least that many. */
  private static List<LoadAccount> people(int count) {
    int cliques = (count + LoadAccount.CLIQUE - 1) / LoadAccount.CLIQUE;
    var people = new ArrayList<LoadAccount>();
    people.addAll(LoadAccount.first(count, Circle.NOBODY, Servers.DOMAIN));
    people.addAll(LoadAccount.first(cliques * LoadAccount.CLIQUE, Circle.FRIENDS, Servers.DOMAIN));
    people.addAll(
        LoadAccount.first(Row.WORKERS * LoadAccount.CLIQUE, Circle.STRANGERS, Servers.DOMAIN));
    return people;
  }

  private void measure(Subject subject) throws Exception {
    for (var row : rows) {
      boolean fits = subject.target().isRelay() ? row.hasFloor() : subject.measures(row);
      if (fits) {
        try (var fleet = new Fleet()) {
          var measurement = new Meter(fleet, plan).measure(row, subject);
          report.add(measurement);
          out.print(Report.line(measurement));
          out.flush();
        }
      }
    }
  }

  private static String name(Engine engine) {
    return engine.name().toLowerCase(Locale.ROOT);
  }

  private Report printed() throws IOException {
    folders.close();
    out.println();
    out.println(report.cpuTable());
    out.println(report.latencyTable());
    out.println(report.figureTable());
    out.flush();
    return report;
  }
}

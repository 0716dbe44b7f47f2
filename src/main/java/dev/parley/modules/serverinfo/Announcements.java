package dev.parley.modules.serverinfo;

import dev.parley.core.bus.Shard;
import dev.parley.core.config.DomainConfig;
import dev.parley.core.config.json.Durations;
import dev.parley.core.home.Home;
import dev.parley.core.module.ModuleContext;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the domains of one home publish: before anybody is served, and then again and again. Used on
 * the context of the home.
 */
final class Announcements {
  /** The server does not wait longer for it at its start. */
  private static final int PATIENCE_SECONDS = 5;

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(Board.EXPIRY_SECONDS).dividedBy(4);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

  private final Home home;
  private final ModuleContext context;
  private final Vertx vertx;
  private final Map<Jid, Announcer> announcers = new HashMap<>();
  private long timer = -1;
  private boolean stopped;

  Announcements(Home home, ModuleContext context) {
    this.home = home;
    this.context = context;
    this.vertx = home.bus().vertx();
  }

  /** Completes when all is published, or cannot be for now. */
  Future<?> start() {
    return refresh().timeout(PATIENCE_SECONDS, TimeUnit.SECONDS).otherwiseEmpty();
  }

  void stop() {
    stopped = true;
    vertx.cancelTimer(timer);
  }

  private Future<Boolean> refresh() {
    List<Jid> domains =
        context.config().domains().stream()
            .map(DomainConfig::name)
            .map(name -> Jid.of(null, name, null))
            .filter(domain -> Shard.of(domain) == home.shard())
            .toList();
    announcers.keySet().retainAll(domains);
    List<Future<Boolean>> all = new ArrayList<>(domains.size());
    for (Jid domain : domains) {
      all.add(
          announcers
              .computeIfAbsent(domain, added -> new Announcer(home, context, added))
              .refresh());
    }
    return Future.all(all).map(done -> all.stream().allMatch(Future::result)).onSuccess(this::next);
  }

  private void next(boolean fine) {
    if (!stopped) {
      Duration pause = pause(Durations.parse(context.settings().getString("interval")), fine);
      timer = vertx.setTimer(pause.toMillis(), now -> refresh());
    }
  }

  /** At most a quarter of what is needed for it not to expire. */
  static Duration pause(Duration interval, boolean fine) {
    Duration most = fine ? LONGEST : AFTER_FAILURE;
    Duration longest = interval.compareTo(most) < 0 ? interval : most;
    return longest.compareTo(SHORTEST) < 0 ? SHORTEST : longest;
  }
}

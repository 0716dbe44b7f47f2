package dev.parley.transport.s2s;

import dev.parley.core.bus.Incoming;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.Subscription;
import dev.parley.transport.stream.StartTls;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The lines to a share of all other domains. Deployed once for each event loop; each takes the
 * shards that are its turn, so that a domain is always with the same one.
 */
public final class LinesVerticle extends VerticleBase {
  private static final long MAX_TICK_MILLIS = 1_000;
  private static final int MAX_LINES = 20_000;

  private final S2sServices services;
  private final AtomicInteger numbers;
  private final int instances;
  private final Map<DomainPair, Line> lines = new HashMap<>();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private NetClient client;
  private Dialer dialer;

  /**
   * Takes its share when deployed.
   *
   * @param numbers gives each instance another number, from 0
   * @param instances how many there are
   */
  public LinesVerticle(S2sServices services, AtomicInteger numbers, int instances) {
    this.services = services;
    this.numbers = numbers;
    this.instances = instances;
  }

  /** One for each event loop. */
  public static DeploymentOptions deployment(int eventLoops) {
    return new DeploymentOptions()
        .setInstances(eventLoops)
        .setThreadingModel(ThreadingModel.EVENT_LOOP);
  }

  @Override
  public Future<?> start() {
    client =
        vertx.createNetClient(
            new NetClientOptions()
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setTcpUserTimeout(60_000));
    NetServerOptions engine = services.tls().get().listen(new NetServerOptions());
    dialer =
        new Dialer(services, context, client, new StartTls(context, engine.getSslEngineOptions()));
    for (int shard = numbers.getAndIncrement(); shard < Shard.COUNT; shard += instances) {
      subscriptions.add(
          services.bus().subscribeHere(ToRemote.address(shard), incoming -> told(incoming)));
    }
    vertx.setPeriodic(tickMillis(), id -> tick());
    services.register().add(context, () -> lines.values().stream().map(Line::link).toList());
    return Future.succeededFuture();
  }

  /** Often enough that no time-out is overrun by much. */
  private long tickMillis() {
    var links = services.links();
    long shortest =
        Math.min(
            Math.min(links.backoff().toMillis(), links.negotiationTimeout().toMillis()),
            Math.min(
                links.idleTimeout().toMillis(),
                services.config().get().s2s().queue().timeout().toMillis()));
    return Math.max(50, Math.min(MAX_TICK_MILLIS, shortest / 4));
  }

  private void told(Incoming<ToRemote> incoming) {
    ToRemote body = incoming.body();
    if (body instanceof ToRemote.Send send) {
      line(send.pair()).send(send.stanza(), send.origin());
    } else if (body instanceof ToRemote.Verify verify) {
      if (lines.size() >= MAX_LINES && !lines.containsKey(verify.pair())) {
        incoming.reply(verify, ToRemote.Verification.BUSY);
      } else {
        line(verify.pair()).verify(incoming, verify);
      }
    } else if (body instanceof ToRemote.Back back) {
      line(back.pair()).back(back);
    } else if (body instanceof ToRemote.BackEnds ending) {
      line(ending.pair()).backEnds(ending);
    } else if (body instanceof ToRemote.BackGone gone) {
      line(gone.pair()).backGone(gone);
    }
  }

  private Line line(DomainPair pair) {
    return lines.computeIfAbsent(pair, fresh -> new Line(fresh, services, dialer));
  }

  private void tick() {
    long now = System.nanoTime();
    lines
        .values()
        .removeIf(line -> {
          line.tick(now);
          return line.isIdle(now);
        });
  }

  @Override
  public Future<?> stop() {
    List<Future<?>> ending = new ArrayList<>();
    for (Line line : lines.values()) {
      OutgoingStream open = line.stream();
      line.stop();
      if (open != null) {
        ending.add(open.ended());
      }
    }
    return Future.join(ending)
        .transform(ended -> {
          subscriptions.forEach(Subscription::cancel);
          return client.close();
        });
  }
}

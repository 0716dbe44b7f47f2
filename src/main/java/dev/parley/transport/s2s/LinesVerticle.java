package dev.parley.transport.s2s;

import dev.parley.core.bus.Incoming;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.Subscription;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.transport.stream.StartTls;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The lines to a share of all other domains. Deployed once for each event loop; each takes the
 * shards that are its turn, so that a domain is always with the same one.
 */
public final class LinesVerticle extends VerticleBase {
  private static final long MAX_TICK_MILLIS = 1_000;
  private static final int MAX_LINES = 20_000;
  private static final StanzaError TOO_MANY =
      StanzaError.of(StanzaError.Condition.RESOURCE_CONSTRAINT, "Too many servers are spoken with");

  private final S2sServices services;
  private final AtomicInteger numbers;
  private final int instances;
  private final Bounded<DomainPair, Line> lines =
      new Bounded<>(MAX_LINES, this::line, Line::isDispensable);
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
      send(send);
    } else if (body instanceof ToRemote.Verify verify) {
      Line line = lines.get(verify.pair());
      if (line == null) {
        incoming.reply(verify, ToRemote.Verification.BUSY);
      } else {
        line.verify(incoming, verify);
      }
    } else if (body instanceof ToRemote.Back back) {
      lines.always(back.pair()).back(back);
    } else if (body instanceof ToRemote.BackEnds ending) {
      lines.always(ending.pair()).backEnds(ending);
    } else if (body instanceof ToRemote.BackGone gone) {
      lines.always(gone.pair()).backGone(gone);
    }
  }

  private void send(ToRemote.Send send) {
    Line line = lines.get(send.pair());
    if (line == null) {
      services.router().refuse(send.stanza(), TOO_MANY);
      services.router().safe(send.origin());
    } else {
      line.send(send.stanza(), send.origin());
    }
  }

  private Line line(DomainPair pair) {
    return new Line(pair, services, dialer);
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
      ending.add(line.stop());
    }
    return Future.join(ending)
        .transform(ended -> {
          subscriptions.forEach(Subscription::cancel);
          return client.close();
        });
  }
}

package dev.parley.modules.serverinfo;

import dev.parley.core.federation.Link;
import dev.parley.core.home.Home;
import dev.parley.core.module.ModuleContext;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what one domain publishes true. Used on the context of the domain's home. */
final class Announcer {
  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

  /** Well before it expires. */
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(Board.EXPIRY_SECONDS) / 4;

  private final Home home;
  private final ModuleContext context;
  private final Jid self;
  private final Board board;
  private final OptIns optIns;
  private @Nullable Element published;
  private long publishedAt;
  private boolean failing;

  Announcer(Home home, ModuleContext context, Jid self) {
    this.home = home;
    this.context = context;
    this.self = self;
    this.board = new Board(home.bus(), self);
    this.optIns = new OptIns(this::ask, System::nanoTime);
  }

  /** Publishes what has changed; never fails, but gives false. */
  Future<Boolean> refresh() {
    return here(context.links().all())
        .compose(this::publish)
        .map(done -> {
          failing = false;
          return true;
        })
        .otherwise(cause -> {
          if (!failing) {
            LOG.warn("modules.serverinfo of {} is not published: {}", self, cause.getMessage());
          }
          failing = true;
          return false;
        });
  }

  private Future<?> publish(List<Link> links) {
    Map<String, List<Link>> peers = ServerInfo.peers(self.domain(), links);
    return optIns
        .among(peers.keySet())
        .compose(agreed -> publish(ServerInfo.of(self.domain(), peers, agreed)));
  }

  private Future<?> publish(Element now) {
    if (now.equals(published) && System.nanoTime() - publishedAt < AGAIN_NANOS) {
      return Future.succeededFuture();
    }
    return here(board.publish(now))
        .onSuccess(done -> {
          published = now;
          publishedAt = System.nanoTime();
        });
  }

  private Future<Iq> ask(String domain) {
    Jid to = Jid.of(null, domain, null);
    Iq question = Iq.get(to, "s", Element.of(OptIns.INFO, "query")).withFrom(self);
    return home.questions().ask(to, question, context.router()::route);
  }

  /** What comes on other contexts. */
  private <T> Future<T> here(Future<T> elsewhere) {
    Promise<T> arrived = Promise.promise();
    elsewhere
        .onSuccess(result -> home.context().runOnContext(now -> arrived.complete(result)))
        .onFailure(cause -> home.context().runOnContext(now -> arrived.fail(cause)));
    return arrived.future();
  }
}

package dev.parley.modules.caps;

import dev.parley.core.home.BusyException;
import dev.parley.core.home.Home;
import dev.parley.core.home.Router;
import dev.parley.core.module.SharedCache;
import dev.parley.core.module.Turns;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Asks clients on other servers for their features in the name of one home's accounts, once for
 * each hash that the answer confirms; other answers count for their client alone (XEP-0115 §5.4).
 */
final class RemoteClients implements RemoteCapabilities {
  private final Home home;
  private final Router router;
  private final SharedCache<Announced, Set<String>> verified;
  private final Turns turns;

  RemoteClients(
      Home home, Router router, SharedCache<Announced, Set<String>> verified, Turns turns) {
    this.home = home;
    this.router = router;
    this.verified = verified;
    this.turns = turns;
  }

  @Override
  public Future<Set<String>> wishes(
      Jid account, Jid client, Announced caps, BooleanSupplier needed) {
    Set<String> known = verified.find(caps);
    if (known != null) {
      return Future.succeededFuture(known);
    }
    Promise<Set<String>> wishes = Promise.promise();
    Runnable turn =
        () ->
            home.context()
                .runOnContext(now ->
                    ask(account, client, caps, needed)
                        .onComplete(done -> turns.leave(client.domain()))
                        .onComplete(wishes));
    return turns.take(client.domain(), turn)
        ? wishes.future()
        : Future.failedFuture(new BusyException(account));
  }

  private Future<Set<String>> ask(Jid account, Jid client, Announced caps, BooleanSupplier needed) {
    Set<String> known = verified.find(caps);
    if (known != null) {
      return Future.succeededFuture(known);
    }
    if (!needed.getAsBoolean()) {
      return Future.failedFuture(new IllegalStateException(client + " is gone"));
    }
    Iq question = Iq.get(client, "caps", caps.question()).withFrom(account);
    return home.questions()
        .ask(client, question, router::route)
        .compose(answer -> {
          Element query = answer.child(Verification.INFO, "query");
          return answer.type() == Iq.Type.RESULT && query != null
              ? Future.succeededFuture(learn(caps, Wishes.of(query), query))
              : Future.failedFuture(new IllegalStateException(client + " does not tell"));
        });
  }

  private Set<String> learn(Announced caps, Wishes wishes, Element query) {
    if (wishes.isShareable() && Verification.confirms(caps, query)) {
      verified.put(caps, wishes.nodes());
    }
    return wishes.nodes();
  }
}

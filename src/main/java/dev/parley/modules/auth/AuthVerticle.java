package dev.parley.modules.auth;

import dev.parley.core.auth.AuthRequest;
import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Incoming;
import dev.parley.core.bus.Subscription;
import dev.parley.core.home.Homes;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;

/** Serves {@code auth/<shard>}: authenticates streams (RFC 6120 §6). */
public final class AuthVerticle extends VerticleBase {
  private final Homes homes;
  private final AuthSettings settings;
  private List<Subscription> subscriptions = List.of();

  /** Serves all homes of this node. */
  public AuthVerticle(Homes homes, AuthSettings settings) {
    this.homes = homes;
    this.settings = settings;
  }

  @Override
  public Future<?> start() {
    return homes
        .serve(
            Addresses::auth, home -> new Logins(settings, System::nanoTime), AuthVerticle::answer)
        .onSuccess(served -> subscriptions = served);
  }

  private static void answer(Logins logins, Incoming<AuthRequest> incoming) {
    AuthRequest request = incoming.body();
    logins.handle(request).onSuccess(reply -> incoming.reply(request, reply));
  }

  @Override
  public Future<?> stop() {
    return Homes.cancel(subscriptions);
  }
}

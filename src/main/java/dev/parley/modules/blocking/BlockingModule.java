package dev.parley.modules.blocking;

import dev.parley.core.home.Home;
import dev.parley.core.home.Screen;
import dev.parley.core.module.IqHandler;
import dev.parley.core.module.IqRequest;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Xep;
import dev.parley.core.storage.KeyValueStore;
import dev.parley.protocol.stanza.Iq;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.IntSupplier;

/** Lets a user refuse all traffic from chosen addresses. */
@Xep(value = 191, version = "1.3")
public final class BlockingModule implements ServerModule {
  static final String NS = "urn:xmpp:blocking";
  private static final Set<Scope> OWN = Set.of(Scope.OWN_ACCOUNT);

  @Override
  public void start(ModuleContext context) {
    KeyValueStore<Blocklist> store = context.storage().keyValue("blocklist", Blocklist.CODEC);
    IntSupplier limit = () -> context.config().limits().account().blockedAddresses();
    context.publish(Blocking.class, home -> new Blocking(home, store, limit));
    context.publish(Screen.class, home -> of(home).lists());
    context.onAccount(home -> of(home).lists());
    context.onSession(BlockingModule::of);
    context.advertise(Set.of(Scope.DOMAIN), NS);
    context.onIq(OWN, Iq.Type.GET, NS, "blocklist", here(Blocking::list));
    context.onIq(OWN, Iq.Type.SET, NS, "block", here(Blocking::block));
    context.onIq(OWN, Iq.Type.SET, NS, "unblock", here(Blocking::unblock));
  }

  private static IqHandler here(BiFunction<Blocking, IqRequest, Future<Iq>> answer) {
    return request -> answer.apply(of(request.home()), request);
  }

  private static Blocking of(Home home) {
    return Objects.requireNonNull(home.neighbour(Blocking.class));
  }
}

package dev.parley.modules.push;

import dev.parley.core.home.Home;
import dev.parley.core.home.PushTargets;
import dev.parley.core.module.IqHandler;
import dev.parley.core.module.IqRequest;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Xep;
import dev.parley.protocol.stanza.Iq;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;

/** Tells devices that are asleep, through the app servers they have named, of messages. */
@Xep(value = 357, version = "0.4.1")
public final class PushModule implements ServerModule {
  static final String NS = "urn:xmpp:push:0";
  private static final Set<Scope> OWN = Set.of(Scope.OWN_ACCOUNT);

  @Override
  public void start(ModuleContext context) {
    int most = context.settings().getInteger("perAccount");
    context.publish(
        Push.class,
        home -> new Push(home, context.storage().push(), new Sender(home, context), most));
    context.publish(PushTargets.class, PushModule::of);
    context.onAccount(PushModule::of);
    context.onSession(PushModule::of);
    context.onDelivered((home, account, what) -> of(home).delivered(account, what));
    context.onIq(OWN, Iq.Type.SET, NS, "enable", here(Push::enable));
    context.onIq(OWN, Iq.Type.SET, NS, "disable", here(Push::disable));
    context.advertise(OWN, NS);
  }

  private static IqHandler here(BiFunction<Push, IqRequest, Future<Iq>> answer) {
    return request -> answer.apply(of(request.home()), request);
  }

  private static Push of(Home home) {
    return Objects.requireNonNull(home.neighbour(Push.class));
  }
}

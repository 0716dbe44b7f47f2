package dev.parley.modules.extdisco;

import dev.parley.core.config.json.Durations;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Xep;
import dev.parley.protocol.stanza.Iq;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Set;

/** Tells accounts of the services in {@code modules.extdisco}, and of their changes. */
@Xep(value = 215, version = "1.0.0")
public final class ExtdiscoModule implements ServerModule {
  private static final Set<Scope> SCOPES = Set.of(Scope.DOMAIN);

  @Override
  public void start(ModuleContext context) {
    InstantSource clock = InstantSource.system();
    context.publish(
        Watchers.class, home -> new Watchers(home, () -> catalogue(context.settings()), clock));
    context.onSession(Watchers::of);
    context.onReload(home -> Watchers.of(home)::reloaded);
    Answers answers = new Answers(context, clock);
    context.advertise(SCOPES, Catalogue.NS);
    context.onIq(SCOPES, Iq.Type.GET, Catalogue.NS, "services", answers::services);
    context.onIq(SCOPES, Iq.Type.GET, Catalogue.NS, "credentials", answers::credentials);
  }

  private static Catalogue catalogue(JsonObject settings) {
    return new Catalogue(
        ExternalService.listed(settings), Durations.parse(settings.getString("lifetime")));
  }
}

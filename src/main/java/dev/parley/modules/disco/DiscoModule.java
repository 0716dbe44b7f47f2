package dev.parley.modules.disco;

import dev.parley.core.module.DiscoInfo;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Xep;
import dev.parley.protocol.stanza.Iq;
import java.util.EnumSet;
import java.util.Set;

/** Tells what the server and its accounts are and can do. */
@Xep(value = 30, version = "2.5.0")
@Xep(value = 128, version = "1.0.1")
public final class DiscoModule implements ServerModule {
  private static final Set<Scope> ALL = EnumSet.allOf(Scope.class);
  private static final Set<Scope> ACCOUNTS = EnumSet.of(Scope.OWN_ACCOUNT, Scope.OTHER_ACCOUNT);

  @Override
  public void start(ModuleContext context) {
    Answers answers = new Answers(context);
    context.identify(Set.of(Scope.DOMAIN), new DiscoInfo.Identity("server", "im", "Parley"));
    context.identify(ACCOUNTS, new DiscoInfo.Identity("account", "registered", ""));
    context.advertise(ALL, Answers.INFO);
    context.advertise(ALL, Answers.ITEMS);
    context.onIq(ALL, Iq.Type.GET, Answers.INFO, "query", answers::info);
    context.onIq(ALL, Iq.Type.GET, Answers.ITEMS, "query", answers::items);
  }
}

package dev.parley.modules.strangers;

import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Stage;

/** Keeps floods of requests and messages of strangers on other servers from accounts. */
public final class StrangersModule implements ServerModule {
  @Override
  public void start(ModuleContext context) {
    context.onRemote(new RequestBudget(context::settings, System::nanoTime));
    context.onMessage(
        Stage.ADMIT, new UnknownSenders(context::settings, context.router().domains()));
  }
}

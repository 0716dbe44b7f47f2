package dev.parley.modules.commands;

import dev.parley.core.auth.AppPasswords;
import dev.parley.core.command.CommandDisco;
import dev.parley.core.command.CommandSessions;
import dev.parley.core.home.Home;
import dev.parley.core.module.IqHandler;
import dev.parley.core.module.IqRequest;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Xep;
import dev.parley.protocol.stanza.Iq;
import java.time.Clock;
import java.util.Objects;
import java.util.Set;

/** Runs the commands that modules have, at the server and at people's own accounts. */
@Xep(value = 50, version = "1.3.0")
public final class CommandsModule implements ServerModule {
  private static final Set<Scope> SCOPES = Set.of(Scope.DOMAIN, Scope.OWN_ACCOUNT);

  @Override
  public void start(ModuleContext context) {
    context.publish(Running.class, home -> new Running(new CommandSessions<>(System::nanoTime)));
    IqHandler handler =
        request ->
            running(request.home())
                .sessions()
                .handle(request.iq(), request, context.commands(request.scope()));
    context.onIq(SCOPES, Iq.Type.SET, CommandDisco.NS, "command", handler);
    context.advertise(SCOPES, CommandDisco.NS);
    context.onCommand(Scope.DOMAIN, new PingCommand(context.router().domains()));
    AppPasswords passwords =
        new AppPasswords(context.storage(), context.accounts(), Clock.systemUTC());
    new AppPasswordCommands(passwords, () -> context.config().auth().appPasswords())
        .all()
        .forEach(command -> context.onCommand(Scope.OWN_ACCOUNT, command));
  }

  private static Running running(Home home) {
    return Objects.requireNonNull(home.neighbour(Running.class));
  }

  /** What runs in one home. */
  private record Running(CommandSessions<IqRequest> sessions) {}
}

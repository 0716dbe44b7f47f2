package dev.parley.modules.commands;

import dev.parley.core.command.Command;
import dev.parley.core.command.Step;
import dev.parley.core.home.Domains;
import dev.parley.core.module.IqRequest;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;

/** Tells our own users that the server is there, and that their client runs commands. */
record PingCommand(Domains domains) implements Command<IqRequest> {
  @Override
  public String node() {
    return "ping";
  }

  @Override
  public String name() {
    return "Ping";
  }

  @Override
  public boolean isOpenTo(IqRequest caller) {
    Jid asker = caller.asker();
    return asker.local() != null && domains.isLocal(asker.domain());
  }

  @Override
  public Future<Step<IqRequest>> start(IqRequest caller) {
    return Future.succeededFuture(Step.Done.saying("The server is there."));
  }
}

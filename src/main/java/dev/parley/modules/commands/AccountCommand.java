package dev.parley.modules.commands;

import dev.parley.core.command.Command;
import dev.parley.core.command.Step;
import dev.parley.core.home.Session;
import dev.parley.core.module.IqRequest;
import io.vertx.core.Future;
import java.util.function.Function;

/**
 * A command of a user's own account. Who has come in by an app password does not run it: he would
 * change how the account is entered.
 */
record AccountCommand(String node, String name, Function<IqRequest, Future<Step<IqRequest>>> begin)
    implements Command<IqRequest> {
  @Override
  public boolean isOpenTo(IqRequest caller) {
    Session session = caller.theAccount().session(caller.asker());
    return session != null && !session.access().isRestricted();
  }

  @Override
  public Future<Step<IqRequest>> start(IqRequest caller) {
    return begin.apply(caller);
  }
}

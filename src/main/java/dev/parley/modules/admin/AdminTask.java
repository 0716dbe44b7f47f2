package dev.parley.modules.admin;

import dev.parley.core.command.Command;
import dev.parley.core.command.Step;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Session;
import dev.parley.core.module.IqRequest;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A command for administrators: one form, if anything has to be said, and what is done then.
 *
 * @param formType what the form is for
 * @param fields to be filled in, with what stands there before
 */
record AdminTask(
    String node,
    String name,
    String formType,
    Function<IqRequest, Future<List<DataForm.Field>>> fields,
    Step.Answer<IqRequest> work,
    Supplier<ParleyConfig> config)
    implements Command<IqRequest> {

  /**
   * An administrator is an account named in {@code admins} that has come in by its own password.
   */
  @Override
  public boolean isOpenTo(IqRequest caller) {
    Jid asker = caller.asker();
    if (!config.get().admins().contains(asker.bare())) {
      return false;
    }
    LiveAccount account = caller.home().peek(asker.bare());
    Session session = account == null ? null : account.session(asker);
    return session != null && !session.access().isRestricted();
  }

  @Override
  public Future<Step<IqRequest>> start(IqRequest caller) {
    return fields
        .apply(caller)
        .compose(asked ->
            asked.isEmpty()
                ? work.take(caller, new DataForm(DataForm.Type.SUBMIT, null, List.of(), List.of()))
                : Future.succeededFuture(
                    Step.Ask.last(DataForm.form(name, formType, asked), work)));
  }
}

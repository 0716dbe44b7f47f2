package dev.parley.modules.commands;

import dev.parley.core.auth.AppPasswords;
import dev.parley.core.command.CommandError;
import dev.parley.core.command.Note;
import dev.parley.core.command.Step;
import dev.parley.core.module.IqRequest;
import dev.parley.core.storage.AppPassword;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.form.DataForm.Field;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntSupplier;

/** What a user does with the further passwords of the own account. */
final class AppPasswordCommands {
  private static final String FORM = "https://parley.dev/commands#app-password";
  private static final int MAX_NAME = 100;

  private final AppPasswords passwords;
  private final IntSupplier most;

  /**
   * For all accounts.
   *
   * @param most how many an account may have
   */
  AppPasswordCommands(AppPasswords passwords, IntSupplier most) {
    this.passwords = passwords;
    this.most = most;
  }

  List<AccountCommand> all() {
    return List.of(
        new AccountCommand("app-password-list", "List app passwords", this::list),
        new AccountCommand("app-password-add", "Make an app password", this::add),
        new AccountCommand("app-password-revoke", "Revoke an app password", this::revoke));
  }

  private Future<Step<IqRequest>> list(IqRequest caller) {
    return passwords.list(account(caller)).map(AppPasswordCommands::listed);
  }

  private static Step<IqRequest> listed(List<AppPassword> all) {
    String[] lines = all.stream().map(AppPasswordCommands::line).toArray(String[]::new);
    return all.isEmpty()
        ? Step.Done.saying("There are no app passwords.")
        : Step.Done.showing(DataForm.result(FORM, List.of(Field.of("passwords", lines))));
  }

  private static String line(AppPassword password) {
    return password.name()
        + ", made "
        + password.created()
        + (password.lastUsed() == null ? ", never used" : ", last used " + password.lastUsed());
  }

  private Future<Step<IqRequest>> add(IqRequest caller) {
    Field name = Field.asked("name", "text-single", "What it is for", true);
    return Future.succeededFuture(
        Step.Ask.last(DataForm.form("Make an app password", FORM, List.of(name)), this::make));
  }

  private Future<Step<IqRequest>> make(IqRequest caller, DataForm form) {
    String name = Objects.requireNonNull(form.value("name")).strip();
    if (name.length() > MAX_NAME) {
      throw CommandError.BAD_PAYLOAD.toException(
          "The name must have at most " + MAX_NAME + " characters.");
    }
    Jid account = account(caller);
    return passwords
        .list(account)
        .compose(there ->
            there.size() >= most.getAsInt()
                ? Future.succeededFuture(Optional.empty())
                : passwords.add(account, name))
        .map(made ->
            made.map(AppPasswordCommands::shown)
                .orElseGet(() ->
                    Step.Done.failed(
                        "There are as many app passwords as there may be; revoke one first.")));
  }

  private static Step<IqRequest> shown(AppPasswords.Made made) {
    DataForm result =
        DataForm.result(
            FORM,
            List.of(
                Field.of("name", made.appPassword().name()),
                Field.of("password", made.password())));
    return new Step.Done<>(
        List.of(result.toElement()),
        List.of(new Note(Note.Type.INFO, "This password is shown only now.")));
  }

  private Future<Step<IqRequest>> revoke(IqRequest caller) {
    return passwords
        .list(account(caller))
        .map(all -> all.isEmpty() ? Step.Done.saying("There are no app passwords.") : which(all));
  }

  private Step<IqRequest> which(List<AppPassword> all) {
    Map<String, String> labels = new LinkedHashMap<>();
    all.forEach(password -> labels.put(password.id(), line(password)));
    Field which = Field.choice("id", "Which one", labels);
    return Step.Ask.last(DataForm.form("Revoke an app password", FORM, List.of(which)), this::end);
  }

  private Future<Step<IqRequest>> end(IqRequest caller, DataForm form) {
    return passwords
        .revoke(account(caller), Objects.requireNonNull(form.value("id")))
        .map(found -> {
          if (!found) {
            throw CommandError.BAD_PAYLOAD.toException("There is no such app password.");
          }
          return Step.Done.saying("The app password is of no use any more.");
        });
  }

  private static Jid account(IqRequest caller) {
    return caller.theAccount().jid();
  }
}

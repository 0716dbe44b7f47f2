package dev.parley.core.command;

import dev.parley.core.command.CommandRequest.Action;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands for those who ask (XEP-0050 §2.4), and keeps what they are in the middle of.
 * Belongs to one context, as that of a home.
 *
 * @param <C> what commands know of a call
 */
public final class CommandSessions<C> {
  private final OpenSessions<C> open;

  /**
   * Has no session yet.
   *
   * @param nanoClock as {@code System::nanoTime}
   */
  public CommandSessions(LongSupplier nanoClock) {
    this.open = new OpenSessions<>(nanoClock);
  }

  /**
   * Answers a set with {@code <command/>}.
   *
   * @param iq from the requester to the responder
   * @param commands that the responder has, whoever may run them
   * @return the result; fails as an {@code IqHandler} does
   */
  public Future<Iq> handle(Iq iq, C caller, List<? extends Command<C>> commands) {
    CommandRequest request = CommandRequest.parse(Objects.requireNonNull(iq.payload()), iq.lang());
    Command<C> command = CommandDisco.find(request.node(), commands);
    if (command == null) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    if (!command.isOpenTo(caller)) {
      throw CommandDisco.forbidden();
    }
    CommandSession<C> session =
        request.session() == null ? null : open.find(iq, request.node(), request.session());
    return session == null
        ? begin(iq, caller, command, request)
        : proceed(iq, caller, session, request);
  }

  private Future<Iq> begin(Iq iq, C caller, Command<C> command, CommandRequest request) {
    if (request.action() != Action.EXECUTE) {
      throw CommandError.BAD_ACTION.toException();
    }
    CommandSession<C> session = open.begin(iq, command.node());
    return session
        .during(() -> command.start(caller))
        .onFailure(refused -> open.end(session))
        .map(step -> answer(iq, session, step));
  }

  private Future<Iq> proceed(Iq iq, C caller, CommandSession<C> session, CommandRequest request) {
    Action action = session.meant(request.action());
    if (action == Action.CANCEL) {
      open.end(session);
      return Future.succeededFuture(result(iq, session, "canceled", List.of()));
    }
    if (action == Action.PREV) {
      return Future.succeededFuture(ask(iq, session, session.back()));
    }
    Step.Ask<C> asked = session.current();
    DataForm form = filledIn(asked.form(), request.form());
    return session
        .during(() -> asked.next().take(caller, form))
        .map(step -> answer(iq, session, step));
  }

  /** What was filled in has to have what is required (XEP-0004 §3.2). */
  private static DataForm filledIn(DataForm asked, @Nullable DataForm submitted) {
    DataForm form =
        submitted == null
            ? new DataForm(DataForm.Type.SUBMIT, null, List.of(), List.of())
            : submitted;
    for (DataForm.Field field : asked.fields()) {
      String value = field.name() == null ? null : form.value(field.name());
      if (field.required() && (value == null || value.isBlank())) {
        throw CommandError.BAD_PAYLOAD.toException("The field " + field.name() + " is needed.");
      }
    }
    return form;
  }

  private Iq answer(Iq iq, CommandSession<C> session, Step<C> step) {
    if (step instanceof Step.Ask<C> ask) {
      session.push(ask);
      return ask(iq, session, ask);
    }
    open.end(session);
    List<Element> payload = step instanceof Step.Done<C> done ? done.payload() : List.of();
    return result(iq, session, "completed", content(payload, step.notes()));
  }

  private Iq ask(Iq iq, CommandSession<C> session, Step.Ask<C> ask) {
    String forward = (ask.isLast() ? Action.COMPLETE : Action.NEXT).wireName();
    Element.Builder actions =
        Element.builder(CommandRequest.NS, "actions").attribute("execute", forward);
    if (session.hasPrevious()) {
      actions.child(Element.of(CommandRequest.NS, Action.PREV.wireName()));
    }
    actions.child(Element.of(CommandRequest.NS, forward));
    List<Element> content = content(List.of(ask.form().toElement()), ask.notes());
    return result(
        iq,
        session,
        "executing",
        Stream.concat(Stream.of(actions.build()), content.stream()).toList());
  }

  private static List<Element> content(List<Element> payload, List<Note> notes) {
    return Stream.concat(notes.stream().map(Note::toElement), payload.stream()).toList();
  }

  private static Iq result(
      Iq iq, CommandSession<?> session, String status, List<Element> children) {
    return iq.result(
        Element.builder(CommandRequest.NS, "command")
            .attribute(Namespaces.XML, "lang", "en")
            .attribute("node", session.node())
            .attribute("sessionid", session.id())
            .attribute("status", status)
            .children(children)
            .build());
  }
}

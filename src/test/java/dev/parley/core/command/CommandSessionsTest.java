package dev.parley.core.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.form.DataForm.Field;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A command of three steps, run by people who may or may not. */
class CommandSessionsTest {
  private static final String NS = "http://jabber.org/protocol/commands";
  private static final Jid ROOM = Jid.parse("hall@rooms.example");

  private long now;
  private boolean open = true;
  private final Promise<Step<String>> slow = Promise.promise();
  private final CommandSessions<String> sessions = new CommandSessions<>(() -> now);
  private final List<Command<String>> commands =
      List.of(command("wizard", this::first), command("slow", caller -> slow.future()));

  private interface Start {
    Future<Step<String>> begin(String caller);
  }

  private Command<String> command(String node, Start start) {
    return new Command<>() {
      @Override
      public String node() {
        return node;
      }

      @Override
      public String name() {
        return "Test";
      }

      @Override
      public boolean isOpenTo(String caller) {
        return open;
      }

      @Override
      public Future<Step<String>> start(String caller) {
        return start.begin(caller);
      }
    };
  }

  private Future<Step<String>> first(String caller) {
    return Future.succeededFuture(
        new Step.Ask<>(
            form("service"),
            List.of(new Note(Note.Type.WARN, "careful")),
            false,
            (who, answer) -> second(Objects.requireNonNull(answer.value("service")))));
  }

  private Future<Step<String>> second(String service) {
    return Future.succeededFuture(
        Step.Ask.last(
            form("state"),
            (who, answer) ->
                Future.succeededFuture(
                    Step.Done.saying(who + ": " + service + " " + answer.value("state")))));
  }

  private static DataForm form(String field) {
    return DataForm.form(
        "Test", "test", List.of(Field.asked(field, "text-single", "Say it", true)));
  }

  private Element ask(
      String who, @Nullable String session, @Nullable String action, @Nullable String value) {
    return Objects.requireNonNull(
        sessions
            .handle(iq(who, "wizard", session, action, value), who, commands)
            .result()
            .payload());
  }

  private static Iq iq(
      String who,
      String node,
      @Nullable String session,
      @Nullable String action,
      @Nullable String value) {
    Element.Builder command =
        Element.builder(NS, "command")
            .attribute("node", node)
            .attribute("sessionid", session)
            .attribute("action", action);
    if (value != null) {
      String[] pair = value.split("=", 2);
      command.child(
          new DataForm(DataForm.Type.SUBMIT, null, List.of(), List.of(Field.of(pair[0], pair[1])))
              .toElement());
    }
    return Iq.set(ROOM, "c1", command.build()).withFrom(Jid.parse(who + "@example.org/phone"));
  }

  private static String session(Element command) {
    return Objects.requireNonNull(command.attribute("sessionid"));
  }

  private static String actions(Element command) {
    Element actions = Objects.requireNonNull(command.child(NS, "actions"));
    return actions.attribute("execute")
        + ":"
        + String.join(" ", actions.elements().stream().map(Element::name).toList());
  }

  @Test
  void it_goes_forward_and_back_and_to_its_end() {
    Element stage = ask("juliet", null, "execute", null);
    String session = session(stage);
    assertThat(stage.attribute("status")).isEqualTo("executing");
    assertThat(actions(stage)).isEqualTo("next:next");
    assertThat(Objects.requireNonNull(stage.child(NS, "note")).attribute("type")).isEqualTo("warn");

    stage = ask("juliet", session, null, "service=httpd");
    assertThat(actions(stage)).isEqualTo("complete:prev complete");

    stage = ask("juliet", session, "prev", null);
    assertThat(actions(stage)).isEqualTo("next:next");

    ask("juliet", session, "next", "service=jabberd");
    stage = ask("juliet", session, "complete", "state=on");
    assertThat(stage.attribute("status")).isEqualTo("completed");
    assertThat(Objects.requireNonNull(stage.child(NS, "note")).text())
        .isEqualTo("juliet: jabberd on");
    assertThatThrownBy(() -> ask("juliet", session, "prev", null))
        .hasMessageContaining("not-allowed");
  }

  @Test
  void nobody_skips_a_step() {
    String session = session(ask("juliet", null, null, null));

    assertThatThrownBy(() -> ask("juliet", session, "complete", "service=httpd"))
        .isInstanceOf(StanzaException.class)
        .extracting(wrong -> ((StanzaException) wrong).error().application())
        .isEqualTo(Element.of(NS, "bad-action"));
  }

  @Test
  void a_session_waits_for_ten_minutes() {
    String session = session(ask("juliet", null, null, null));
    now += TimeUnit.MINUTES.toNanos(9);
    ask("juliet", session, null, "service=httpd");
    now += TimeUnit.MINUTES.toNanos(9);
    ask("juliet", session, "prev", null);
    now += TimeUnit.MINUTES.toNanos(10);

    assertThatThrownBy(() -> ask("juliet", session, "next", "service=httpd"))
        .extracting(wrong -> ((StanzaException) wrong).error().application())
        .isEqualTo(Element.of(NS, "session-expired"));
  }

  @Test
  void who_loses_the_right_does_not_go_on() {
    String session = session(ask("juliet", null, null, null));
    open = false;

    assertThatThrownBy(() -> ask("juliet", session, "next", "service=httpd"))
        .extracting(wrong -> ((StanzaException) wrong).error().condition())
        .isEqualTo(Condition.FORBIDDEN);
    assertThat(CommandDisco.items(ROOM, "juliet", commands)).isEmpty();
  }

  @Test
  void ids_are_long_and_never_the_same() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      ids.add(session(ask("juliet", null, null, null)));
    }

    assertThat(ids).hasSize(10_000).allMatch(id -> id.length() >= 22);
  }

  @Test
  void one_requester_cannot_take_all_sessions() {
    String oldest = session(ask("juliet", null, null, null));
    for (int i = 1; i < OpenSessions.MAX; i++) {
      ask("user" + i, null, null, null);
    }

    assertThatThrownBy(() -> ask("one-too-many", null, null, null))
        .extracting(wrong -> ((StanzaException) wrong).error().condition())
        .isEqualTo(Condition.RESOURCE_CONSTRAINT);
    assertThat(ask("juliet", oldest, "cancel", null).attribute("status")).isEqualTo("canceled");
    ask("one-too-many", null, null, null);
  }

  @Test
  void a_step_that_failed_leaves_no_session() {
    Future<Iq> answer = sessions.handle(iq("juliet", "slow", null, null, null), "juliet", commands);
    slow.fail(new StanzaException(Condition.NOT_ALLOWED));

    assertThat(answer.failed()).isTrue();
    for (int i = 0; i < OpenSessions.MAX; i++) {
      ask("user" + i, null, null, null);
    }
  }

  @Test
  void the_list_tells_of_each_command() {
    assertThat(CommandDisco.items(ROOM, "juliet", commands))
        .extracting(item -> item.attribute("node"))
        .containsExactly("wizard", "slow");
    assertThat(CommandDisco.covers("wizard", commands)).isTrue();
    assertThat(CommandDisco.covers("other", commands)).isFalse();
  }
}

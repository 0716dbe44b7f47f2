package dev.parley.testing.conversation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The words a step can be made of: actors, a verb, and what the verb is about. */
final class Verbs {

  /** What a verb does with one actor; called once for each actor of the step, in order. */
  @FunctionalInterface
  private interface Verb {
    void act(Stage stage, String actor, String rest);
  }

  private static final Pattern FRIENDS = Pattern.compile("(\\S+) and (\\S+) are friends");
  private static final Pattern SUBSCRIBED = Pattern.compile("(\\S+) is subscribed to (\\S+)");
  private static final Pattern TIMES = Pattern.compile("(\\d+) times\\s(.*)", Pattern.DOTALL);

  /** Longer verbs before those they start with. */
  private static final Map<String, Verb> VERBS = verbs();

  private Verbs() {}

  /** The meaning of a step; fails with {@link IllegalArgumentException} if it has none. */
  static Script.Action action(String text) {
    var friends = FRIENDS.matcher(text);
    if (friends.matches()) {
      return stage -> stage.befriend(friends.group(1), friends.group(2));
    }
    var subscribed = SUBSCRIBED.matcher(text);
    if (subscribed.matches()) {
      return stage -> stage.subscribe(subscribed.group(1), subscribed.group(2));
    }
    if (text.startsWith("accounts ")) {
      var names = List.of(text.substring("accounts ".length()).split("\\s+"));
      return stage -> names.forEach(stage::account);
    }
    for (var entry : VERBS.entrySet()) {
      var matcher =
          Pattern.compile("([^<]+?)\\s+" + entry.getKey() + "(?:\\s+(.*))?", Pattern.DOTALL)
              .matcher(text);
      if (matcher.matches()) {
        var actors = List.of(matcher.group(1).split("\\s+"));
        var rest = matcher.group(2) == null ? "" : matcher.group(2).strip();
        var verb = entry.getValue();
        return stage -> actors.forEach(actor -> verb.act(stage, actor, rest));
      }
    }
    throw new IllegalArgumentException("no verb in: " + text);
  }

  private static Map<String, Verb> verbs() {
    var verbs = new LinkedHashMap<String, Verb>();
    verbs.put("begins? to ask", Stage::beginToAsk);
    verbs.put("asks?", Stage::ask);
    verbs.put("hears?", Stage::hear);
    verbs.put("connects as component", Stage::connectComponent);
    verbs.put("opens component", Stage::openComponent);
    verbs.put("shakes hands with", Stage::shakeHands);
    verbs.put(
        "is a server without trust", (stage, actor, rest) -> stage.remotes().make(actor, false));
    verbs.put("is a server", (stage, actor, rest) -> stage.remotes().make(actor, true));
    verbs.put("is gone", (stage, actor, rest) -> stage.remotes().leave(actor));
    verbs.put("is called plainly", (stage, actor, rest) -> stage.remotes().answer(actor));
    verbs.put("is called", (stage, actor, rest) -> stage.remotes().answerSecurely(actor));
    verbs.put("lets in", Verbs::letIn);
    verbs.put("calls plainly", (stage, actor, rest) -> stage.remotes().call(actor));
    verbs.put("calls by tls", (stage, actor, rest) -> stage.remotes().callByTls(actor));
    verbs.put(
        "calls and proves itself", (stage, actor, rest) -> stage.remotes().prove(actor, rest));
    verbs.put("calls", (stage, actor, rest) -> stage.remotes().callSecurely(actor));
    verbs.put("sends header", (stage, actor, rest) -> stage.remotes().sendHeader(actor, rest));
    verbs.put("answers tls", (stage, actor, rest) -> stage.remotes().answerTls(actor));
    verbs.put("connects? over", Stage::connectOver);
    verbs.put("comes? online over", Stage::comeOnlineOver);
    verbs.put("logs? in over", Stage::logInOver);
    verbs.put("opens websocket", (stage, actor, rest) -> stage.open(actor, Transport.WEBSOCKET));
    verbs.put("opens bosh", (stage, actor, rest) -> stage.open(actor, Transport.BOSH));
    verbs.put("sends message", Stage::sendMessage);
    verbs.put("is cut off with", Stage::cutOff);
    verbs.put("connects?", (stage, actor, rest) -> stage.connect(actor));
    verbs.put("comes? online wanting", Stage::comeOnlineWanting);
    verbs.put("comes? online with", (stage, actor, rest) -> stage.comeOnline(actor, rest));
    verbs.put("comes? online", (stage, actor, rest) -> stage.comeOnline(actor, ""));
    verbs.put("logs? in", (stage, actor, rest) -> stage.logIn(actor));
    verbs.put("opens tcp", (stage, actor, rest) -> stage.openTcp(actor));
    verbs.put("opens direct tls", (stage, actor, rest) -> stage.openDirectTls(actor));
    verbs.put("opens tls", (stage, actor, rest) -> stage.openTls(actor));
    verbs.put("opens stream", (stage, actor, rest) -> stage.openStream(actor));
    verbs.put("starts tls", (stage, actor, rest) -> stage.startTls(actor));
    verbs.put("authenticates with", Stage::authenticate);
    verbs.put("tries", Stage::tryMechanism);
    verbs.put("makes room", Stage::makeRoom);
    verbs.put("enters? room", Stage::enterRoom);
    verbs.put("has left room", Stage::leaveRoom);
    verbs.put("enters with", Stage::enter);
    verbs.put("sends? bytes", Stage::sendBytes);
    verbs.put("sends?", (stage, actor, rest) -> repeat(rest, xml -> stage.send(actor, xml)));
    verbs.put("is back", (stage, actor, rest) -> stage.isBack(actor));
    verbs.put("has app password", Stage::addAppPassword);
    verbs.put("has only a key for", Stage::keepOnlyKey);
    verbs.put("answers salt for", Stage::answerSalt);
    verbs.put("is administrator", (stage, actor, rest) -> stage.makeAdministrator(actor));
    verbs.put("blocks", (stage, actor, rest) -> stage.block(rest));
    verbs.put("is disabled", (stage, actor, rest) -> stage.disable(actor));
    verbs.put("receives? in any order", Stage::receiveInAnyOrder);
    verbs.put("gets? the roster", (stage, actor, rest) -> stage.getRoster(actor));
    verbs.put("receives? challenge", Stage::receiveChallenge);
    verbs.put("receives? header", Stage::receiveHeader);
    verbs.put("receives? nothing", (stage, actor, rest) -> stage.receiveNothing(actor));
    verbs.put("receives?", (stage, actor, rest) -> repeat(rest, xml -> stage.receive(actor, xml)));
    verbs.put("is closed with", Stage::closedWith);
    verbs.put("is closed", (stage, actor, rest) -> stage.closed(actor));
    verbs.put("closes", (stage, actor, rest) -> stage.close(actor));
    verbs.put("drops", (stage, actor, rest) -> stage.drop(actor));
    verbs.put("ignores?", Stage::ignore);
    return verbs;
  }

  private static void letIn(Stage stage, String actor, String rest) {
    if (rest.startsWith("by EXTERNAL")) {
      stage.remotes().letInByExternal(actor, rest.substring("by EXTERNAL".length()));
    } else {
      stage.remotes().letInByDialback(actor, rest);
    }
  }

  /** Understands `20 times …{n}…`, with n counting from 1. */
  private static void repeat(String rest, Consumer<String> action) {
    var times = TIMES.matcher(rest);
    if (!times.matches()) {
      action.accept(rest);
      return;
    }
    for (int n = 1; n <= Integer.parseInt(times.group(1)); n++) {
      action.accept(times.group(2).replace("{n}", String.valueOf(n)));
    }
  }
}

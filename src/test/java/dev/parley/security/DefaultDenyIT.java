package dev.parley.security;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.module.IqHandlers;
import dev.parley.core.module.Scope;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Goes over every IQ handler that runs: asked by alice on bob's bare JID, it refuses, whatever it
 * is; and none acts for strangers that is not listed here.
 */
final class DefaultDenyIT {
  private static final Set<String> REFUSALS = Set.of("forbidden", "service-unavailable");

  /** What strangers may ask about an account: type, namespace, and what is answered. */
  private static final Map<String, Set<String>> FOR_STRANGERS =
      Map.ofEntries(
          // RFC 6121 §8.5.1 and XEP-0030 §8: strangers get what an unknown account answers.
          entry("GET http://jabber.org/protocol/disco#info", REFUSALS),
          entry("GET http://jabber.org/protocol/disco#items", REFUSALS),
          // XEP-0012 §4: for contacts only.
          entry("GET jabber:iq:last", REFUSALS),
          // XEP-0054 §3.2: cards are public; bob has none.
          entry("GET vcard-temp", Set.of("service-unavailable", "item-not-found")),
          // There only to say forbidden (XEP-0054 §3.1, XEP-0049 §3).
          entry("SET vcard-temp", Set.of("forbidden")),
          entry("GET jabber:iq:private", Set.of("forbidden")),
          entry("SET jabber:iq:private", Set.of("forbidden")),
          // There only to say forbidden (XEP-0313 §8.1).
          entry("GET urn:xmpp:mam:2", Set.of("forbidden")),
          entry("SET urn:xmpp:mam:2", Set.of("forbidden")),
          // Each node has its own rights (XEP-0163 §4.3); nothing is asked of one here.
          entry("GET http://jabber.org/protocol/pubsub", Set.of("bad-request")),
          entry("SET http://jabber.org/protocol/pubsub", Set.of("bad-request")),
          entry("GET http://jabber.org/protocol/pubsub#owner", Set.of("bad-request")),
          entry("SET http://jabber.org/protocol/pubsub#owner", Set.of("bad-request")));

  private static Arena arena;

  @BeforeAll
  static void start() {
    arena = new Arena(Map.of("modules.registration.open", "true"));
  }

  @AfterAll
  static void stop() {
    arena.close();
  }

  @Test
  @DisplayName("every handler for other accounts is there on purpose")
  void listedHandlers() {
    var open =
        arena.server().server().iqs().all().stream()
            .filter(entry -> entry.scopes().contains(Scope.OTHER_ACCOUNT))
            .map(DefaultDenyIT::name)
            .distinct();
    assertThat(open).containsExactlyInAnyOrderElementsOf(FOR_STRANGERS.keySet());
  }

  @Test
  @DisplayName("no handler acts on bob's account for alice")
  void refusedToStrangers() {
    var handlers = arena.server().server().iqs().all();
    assertThat(handlers).hasSizeGreaterThan(10);
    var alice = arena.login();
    for (var handler : handlers) {
      var type = handler.type().name().toLowerCase(Locale.ROOT);
      var payload = "<" + handler.name() + " xmlns='" + handler.namespace() + "'/>";
      alice.send(
          "<iq type='" + type + "' id='deny' to='" + arena.bob().jid() + "'>" + payload + "</iq>");
      assertThat(FOR_STRANGERS.getOrDefault(name(handler), REFUSALS))
          .as(name(handler))
          .contains(Arena.condition(alice.answer("deny")));
    }
    alice.close();
    arena.untouched();
  }

  private static String name(IqHandlers.Entry entry) {
    return entry.type() + " " + entry.namespace();
  }
}

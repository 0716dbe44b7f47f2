package dev.parley.modules.muc.rules;

import dev.parley.protocol.stanza.Message;
import java.util.List;
import java.util.Optional;

/** Which reactions a room takes (XEP-0444 §2.2, §3.3). */
public final class ReactionRules {
  private static final String NS = "urn:xmpp:reactions:0";

  private ReactionRules() {}

  /** What is wrong with the reactions in a message, for people; empty if nothing is. */
  public static Optional<String> refusal(RoomConfig config, Message message) {
    int most = config.number(RoomField.MAX_REACTIONS_PER_USER);
    List<String> allowed = config.values(RoomField.REACTIONS_ALLOWLIST);
    if (most == 0 && allowed.isEmpty()) {
      return Optional.empty();
    }
    // One element is allowed (§4); whoever sends more does not get round the limit.
    List<String> used =
        message.children().stream()
            .filter(child -> child.is(NS, "reactions"))
            .flatMap(reactions -> reactions.elements().stream())
            .filter(child -> child.is(NS, "reaction"))
            .map(child -> child.text().strip())
            .distinct()
            .toList();
    if (most > 0 && used.size() > most) {
      return Optional.of("At most " + most + " reactions to a message are allowed here.");
    }
    return allowed.isEmpty() || allowed.containsAll(used)
        ? Optional.empty()
        : Optional.of("Only these reactions are allowed here: " + String.join(" ", allowed));
  }
}

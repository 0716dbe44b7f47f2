package dev.parley.modules.strangers;

import dev.parley.core.home.Domains;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.module.MessageStep;
import dev.parley.core.module.Verdict;
import dev.parley.modules.presence.Acquaintances;
import dev.parley.modules.roster.Roster;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;

/**
 * Refuses messages from people on other servers whom the account neither has in its roster nor has
 * sent presence to, as to the rooms that it is in; if the setting {@code messages} is {@code
 * contacts}. A client that wants to be heard asks for a subscription first.
 */
final class UnknownSenders implements MessageStep {
  private static final String CONTACTS = "contacts";

  private final Supplier<JsonObject> settings;
  private final Domains domains;

  UnknownSenders(Supplier<JsonObject> settings, Domains domains) {
    this.settings = settings;
    this.domains = domains;
  }

  @Override
  public Verdict decide(Home home, LiveAccount account, Message message) {
    Jid from = message.from();
    if (from == null
        || message.type() == Message.Type.ERROR
        || !CONTACTS.equals(settings.get().getString("messages"))
        || domains.isOurs(from.domain())
        || isKnown(home, account, from)) {
      return new Verdict.Pass(message);
    }
    return new Verdict.Refuse(
        StanzaError.of(Condition.POLICY_VIOLATION)
            .withText("only contacts can write here; ask for a subscription first"));
  }

  private static boolean isKnown(Home home, LiveAccount account, Jid from) {
    Roster roster = home.neighbour(Roster.class);
    Acquaintances acquaintances = home.neighbour(Acquaintances.class);
    return (roster != null && roster.lists(account.jid(), from))
        || (acquaintances != null && acquaintances.knows(account, from));
  }
}

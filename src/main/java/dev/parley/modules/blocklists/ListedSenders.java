package dev.parley.modules.blocklists;

import dev.parley.core.home.Domains;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.module.Listed;
import dev.parley.core.module.MessageStep;
import dev.parley.core.module.Verdict;
import dev.parley.modules.roster.Roster;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * Refuses messages of listed people of other servers to accounts that do not have them as contacts,
 * and drops the invitations that they send through rooms (XEP-0045 §7.8.2).
 */
final class ListedSenders implements MessageStep {
  private static final String USER = "http://jabber.org/protocol/muc#user";

  private final Listed listed;
  private final Domains domains;

  ListedSenders(Listed listed, Domains domains) {
    this.listed = listed;
    this.domains = domains;
  }

  @Override
  public Verdict decide(Home home, LiveAccount account, Message message) {
    Jid from = message.from();
    if (from == null || message.isError() || !listed.isActive()) {
      return new Verdict.Pass(message);
    }
    if (isUnwanted(home, account, from)) {
      return new Verdict.Refuse(
          StanzaError.of(Condition.POLICY_VIOLATION).withText("on a block list"));
    }
    Jid inviter = inviter(message);
    return inviter != null && isUnwanted(home, account, inviter)
        ? new Verdict.Drop("an invitation of " + inviter.bare() + ", who is on a block list")
        : new Verdict.Pass(message);
  }

  private boolean isUnwanted(Home home, LiveAccount account, Jid sender) {
    Roster roster = home.neighbour(Roster.class);
    return !domains.isOurs(sender.domain())
        && listed.has(sender)
        && (roster == null || !roster.lists(account.jid(), sender));
  }

  private static @Nullable Jid inviter(Message message) {
    Element user = message.child(USER, "x");
    Element invite = user == null ? null : user.child(USER, "invite");
    String from = invite == null ? null : invite.attribute("from");
    try {
      return from == null ? null : Jid.parse(from);
    } catch (JidFormatException wrong) {
      return null;
    }
  }
}

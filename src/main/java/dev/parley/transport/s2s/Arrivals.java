package dev.parley.transport.s2s;

import dev.parley.core.home.Domains;
import dev.parley.core.home.Router;
import dev.parley.core.module.RemoteHooks;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.stream.StreamError.Condition;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.transport.stream.Receipts;
import dev.parley.transport.stream.ServerAnnotations;
import org.jspecify.annotations.Nullable;

/** What another server brings: checked against what it has proven, and handed to the homes. */
final class Arrivals {
  private final Router router;
  private final RemoteHooks hooks;
  private final ProvenPairs pairs;

  Arrivals(Router router, RemoteHooks hooks, ProvenPairs pairs) {
    this.router = router;
    this.hooks = hooks;
    this.pairs = pairs;
  }

  /**
   * Takes a stanza.
   *
   * @param lang of the stream, for stanzas that name none (RFC 6120 §4.7.4)
   * @param receipts null unless the peer wants to hear that we have it
   * @throws StreamException if the peer may not send it (RFC 6120 §4.9.3)
   */
  void accept(Element element, @Nullable String lang, @Nullable Receipts receipts) {
    long number = receipts == null ? 0 : receipts.receive();
    Stanza stanza = read(element);
    if (stanza != null) {
      if (lang != null && stanza.lang() == null) {
        stanza = stanza.withLang(lang);
      }
      StanzaError refusal = hooks.refuse(stanza);
      if (refusal != null) {
        router.refuse(stanza, refusal);
      } else if (stanza instanceof Message message) {
        Jid to = addressee(message);
        router.route(
            ServerAnnotations.strip(message, to, router.domains()),
            receipts == null ? null : receipts.origin(number));
        return;
      } else if (stanza instanceof Iq iq) {
        router.route(iq);
      } else if (stanza instanceof Presence presence) {
        router.route(settled(presence));
      }
    }
    if (receipts != null) {
      receipts.safe(number);
    }
  }

  /** RFC 6121 §3.1.3: subscriptions are between accounts. */
  private static Presence settled(Presence presence) {
    Jid from = presence.from();
    return Router.isSubscription(presence) && from != null && from.isFull()
        ? presence.withFrom(from.bare())
        : presence;
  }

  private static Jid addressee(Stanza stanza) {
    Jid to = stanza.to();
    if (to == null) {
      throw new StreamException(Condition.IMPROPER_ADDRESSING, "a stanza without 'to'");
    }
    return to;
  }

  /** Null if it was answered instead. */
  private @Nullable Stanza read(Element element) {
    Stanza stanza;
    try {
      stanza = Stanza.parse(element, Namespaces.SERVER);
    } catch (StanzaException wrong) {
      refuse(element, wrong);
      return null;
    }
    Jid from = stanza.from();
    if (from == null) {
      throw new StreamException(Condition.IMPROPER_ADDRESSING, "a stanza without 'from'");
    }
    check(from, addressee(stanza));
    return stanza;
  }

  private void check(Jid from, Jid to) {
    if (pairs.allow(from, to)) {
      return;
    }
    Domains domains = router.domains();
    if (pairs.isProven(from.domain()) && !domains.isOurs(to.domain())) {
      throw new StreamException(Condition.HOST_UNKNOWN, "not served here");
    }
    throw new StreamException(
        Condition.INVALID_FROM, "not proven: " + from.domain() + " to " + to.domain());
  }

  /** Answers what is no valid stanza, if it says from whom and to whom it is. */
  private void refuse(Element element, StanzaException wrong) {
    Stanza envelope;
    try {
      envelope =
          Stanza.parse(
              Element.builder(Namespaces.SERVER, "message")
                  .attribute("from", element.attribute("from"))
                  .attribute("to", element.attribute("to"))
                  .build(),
              Namespaces.SERVER);
    } catch (StanzaException malformed) {
      throw new StreamException(Condition.IMPROPER_ADDRESSING, "no address");
    }
    Jid from = envelope.from();
    if (from == null) {
      throw new StreamException(Condition.IMPROPER_ADDRESSING, "a stanza without 'from'");
    }
    check(from, addressee(envelope));
    Element answer = wrong.answer();
    if (answer != null) {
      router.route(Stanza.parse(answer.withAttribute("to", from.toString())));
    }
  }
}

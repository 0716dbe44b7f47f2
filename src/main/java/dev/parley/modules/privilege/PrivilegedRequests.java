package dev.parley.modules.privilege;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToIq;
import dev.parley.core.config.ComponentConfig;
import dev.parley.core.config.Privileges;
import dev.parley.core.home.Router;
import dev.parley.core.module.Failures;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import io.vertx.core.Future;
import java.util.Objects;

/** Takes what components send in the name of accounts, and does what they may (XEP-0356). */
final class PrivilegedRequests {
  private static final String FORWARD = "urn:xmpp:forward:0";
  private static final String ROSTER = "jabber:iq:roster";
  private static final String STANZA_ID = "urn:xmpp:sid:0";

  private final Router router;

  PrivilegedRequests(Router router) {
    this.router = router;
  }

  /** True if the stanza asks for something in the name of an account, whatever becomes of it. */
  boolean take(ComponentConfig component, Stanza stanza) {
    Jid to = Objects.requireNonNull(stanza.to());
    if (!router.domains().isLocal(to.domain())) {
      return false;
    }
    try {
      if (stanza instanceof Message message && to.isDomain()) {
        return message(component.privileges(), message, to);
      }
      if (stanza instanceof Iq iq && iq.isRequest() && to.local() != null && to.isBare()) {
        return request(component.privileges(), iq, to);
      }
    } catch (StanzaException refused) {
      router.refuse(stanza, refused.error());
      return true;
    }
    return false;
  }

  /** §5: a message in the name of the server or of an account. */
  private boolean message(Privileges granted, Message message, Jid server) {
    Element privilege = message.child(Grants.NS, "privilege");
    if (privilege == null || message.type() == Message.Type.ERROR) {
      return false;
    }
    check(granted.message());
    Element forwarded = privilege.child(FORWARD, "forwarded");
    Element inner = forwarded == null ? null : forwarded.child(Namespaces.CLIENT, "message");
    if (inner == null) {
      throw new StanzaException(Condition.BAD_REQUEST);
    }
    Message sent = (Message) Stanza.parse(inner);
    Jid from = sent.from();
    check(from != null && from.isBare() && from.domain().equals(server.domain()));
    if (sent.to() == null) {
      throw new StanzaException(Condition.BAD_REQUEST);
    }
    router.route(
        sent.withChildren(
            sent.children().stream().filter(child -> !child.is(STANZA_ID, "stanza-id")).toList()));
    return true;
  }

  private boolean request(Privileges granted, Iq iq, Jid account) {
    Element payload = Objects.requireNonNull(iq.payload());
    boolean get = iq.type() == Iq.Type.GET;
    if (payload.is(ROSTER, "query")) {
      check(get ? granted.roster().isGet() : granted.roster().isSet());
      ask(iq.withFrom(account))
          .onSuccess(answer -> answer(iq, answer))
          .onFailure(cause -> router.refuse(iq, Failures.toError(cause, iq)));
      return true;
    }
    if (payload.is(Grants.NS, "privileged_iq")) {
      Iq question = question(granted, iq, account, payload);
      ask(question)
          .onSuccess(answer -> router.route(iq.result(wrapped(question, answer))))
          .onFailure(cause -> router.refuse(iq, Failures.toError(cause, iq)));
      return true;
    }
    return false;
  }

  /** §6.3: what is asked in the name of the account. */
  private static Iq question(Privileges granted, Iq iq, Jid account, Element payload) {
    Element inner = payload.child(Namespaces.CLIENT, "iq");
    check(inner != null);
    Iq question = (Iq) Stanza.parse(Objects.requireNonNull(inner));
    Jid from = question.from();
    Element asked = question.payload();
    check(question.type() == iq.type() && (from == null || from.equals(account)));
    check(asked != null && granted.allowsIq(asked.namespace(), iq.type() == Iq.Type.GET));
    Jid to = question.to();
    return question.withAddresses(account, to == null ? account : to);
  }

  /** Asked by the home of the account, which waits for the answer. */
  private Future<Iq> ask(Iq question) {
    Jid from = Objects.requireNonNull(question.from());
    return router.bus().request(Addresses.iq(Shard.of(from)), new ToIq.Ask(question));
  }

  private void answer(Iq iq, Iq answer) {
    Element payload = answer.payload();
    StanzaError error = answer.error();
    if (error != null) {
      router.refuse(iq, error);
    } else {
      router.route(payload == null ? iq.result() : iq.result(payload));
    }
  }

  private static Element wrapped(Iq question, Iq answer) {
    return Element.builder(Grants.NS, "privilege")
        .child(
            Element.builder(FORWARD, "forwarded")
                .child(answer.withId(question.id()).toElement())
                .build())
        .build();
  }

  private static void check(boolean allowed) {
    if (!allowed) {
      throw new StanzaException(StanzaError.of(Condition.FORBIDDEN));
    }
  }
}

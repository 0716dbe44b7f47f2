package dev.parley.modules.multicast;

import dev.parley.core.bus.Incoming;
import dev.parley.core.bus.Origin;
import dev.parley.core.bus.ToService;
import dev.parley.core.home.Router;
import dev.parley.core.module.ModuleContext;
import dev.parley.modules.multicast.AddressHeader.Recipient;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sends a message to all its addresses, for accounts of this server. */
final class Distribution {
  private final ModuleContext context;
  private final Router router;
  private final Spending spending = new Spending(System::nanoTime);

  Distribution(ModuleContext context) {
    this.context = context;
    this.router = context.router();
  }

  void handle(Incoming<ToService> incoming) {
    if (incoming.body() instanceof ToService.Inbound inbound) {
      accept(inbound.stanza(), inbound.origin());
    }
  }

  private void accept(Stanza stanza, @Nullable Origin origin) {
    try {
      if (!stanza.isError()) {
        distribute(stanza);
      }
    } catch (StanzaException refused) {
      router.refuse(stanza, refused.error());
    }
    router.safe(origin);
  }

  private void distribute(Stanza stanza) {
    Jid from = Objects.requireNonNull(stanza.from());
    Jid to = Objects.requireNonNull(stanza.to());
    if (!to.isDomain()) {
      throw new StanzaException(Condition.SERVICE_UNAVAILABLE);
    }
    if (!router.domains().isLocal(from.domain())) {
      throw new StanzaException(Condition.FORBIDDEN, "this service is for its own users");
    }
    if (!(stanza instanceof Message message)) {
      throw new StanzaException(Condition.FEATURE_NOT_IMPLEMENTED, "only messages are sent on");
    }
    Element addresses = message.child(AddressHeader.NS, "addresses");
    if (addresses == null) {
      throw new StanzaException(Condition.BAD_REQUEST, "there are no addresses");
    }
    MulticastSettings settings = MulticastSettings.of(context.settings());
    AddressHeader header = AddressHeader.parse(addresses, settings.addresses());
    if (header.recipients().stream().anyMatch(one -> one.jid().domain().equals(to.domain()))) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "this service is none of its addresses");
    }
    int count = header.recipients().size();
    if (!spending.take(from.bare(), count, settings.addressesPerMinute())) {
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT, "too many addresses in a minute");
    }
    send(message, header);
  }

  /** Those who see the same header share one content, which is written once. */
  private void send(Message message, AddressHeader header) {
    Message open = null;
    for (Recipient recipient : header.recipients()) {
      Message sent;
      if (recipient.blind()) {
        sent = with(message, header.of(recipient));
      } else {
        open = open == null ? with(message, header.of(recipient)) : open;
        sent = open;
      }
      router.route(sent.withTo(recipient.jid()));
    }
  }

  private static Message with(Message message, Element header) {
    List<Element> children = new ArrayList<>(message.children());
    children.replaceAll(child -> child.is(AddressHeader.NS, "addresses") ? header : child);
    return message.withChildren(children);
  }
}

package dev.parley.transport.component;

import dev.parley.core.config.ComponentConfig;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.stream.StreamError;
import dev.parley.protocol.stream.StreamError.Condition;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.transport.stream.ServerAnnotations;
import dev.parley.transport.stream.Wire;

/** What a component sends, once it has proven who it is. */
final class ComponentTraffic {
  private final ComponentServices services;
  private final ComponentConfig config;
  private final Wire wire;

  ComponentTraffic(ComponentServices services, ComponentConfig config, Wire wire) {
    this.services = services;
    this.config = config;
    this.wire = wire;
  }

  void element(Element element) {
    if (!Stanza.isStanza(element, Namespaces.COMPONENT)) {
      throw new StreamException(StreamError.of(Condition.UNSUPPORTED_STANZA_TYPE));
    }
    Stanza stanza;
    try {
      stanza = Stanza.parse(element, Namespaces.COMPONENT);
    } catch (StanzaException wrong) {
      Element answer = wrong.answer();
      if (answer != null) {
        wire.write(answer.moved(Namespaces.CLIENT, Namespaces.COMPONENT));
      }
      return;
    }
    accept(stanza);
  }

  /** XEP-0114 §3: both addresses are there, and the sender is the component's own. */
  private void accept(Stanza stanza) {
    Jid from = stanza.from();
    if (from == null || !config.owns(from.domain())) {
      throw new StreamException(StreamError.of(Condition.INVALID_FROM));
    }
    Jid to = stanza.to();
    if (to == null) {
      services
          .router()
          .refuse(
              stanza.withTo(Jid.of(null, config.domain(), null)),
              StanzaError.of(StanzaError.Condition.BAD_REQUEST, "a stanza needs an addressee"));
      return;
    }
    if (services.hooks().take(config, stanza)) {
      return;
    }
    services
        .router()
        .route(
            stanza instanceof Message message
                ? ServerAnnotations.strip(message, to, services.router().domains())
                : stanza);
  }
}

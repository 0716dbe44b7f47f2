package dev.parley.modules.delegation;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Bus;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToIq;
import dev.parley.core.command.CommandDisco;
import dev.parley.core.config.ComponentConfig;
import dev.parley.core.config.ComponentConfig.Delegation;
import dev.parley.core.home.Domains;
import dev.parley.core.module.IqDelegate;
import dev.parley.core.module.IqRequest;
import dev.parley.core.module.Scope;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Hands requests to the components that manage their namespaces (XEP-0355 §4.3). */
final class Delegations implements IqDelegate {
  static final String NS = "urn:xmpp:delegation:2";

  /** Stands for the items of bare JIDs (§7.2.3). */
  static final String ITEMS = NS + ":bare:disco#items:*";

  private static final String DISCO_ITEMS = "http://jabber.org/protocol/disco#items";

  private final Bus bus;
  private final Domains domains;

  Delegations(Bus bus, Domains domains) {
    this.bus = bus;
    this.domains = domains;
  }

  @Override
  public @Nullable Future<Iq> take(IqRequest request) {
    ComponentConfig manager = manager(request);
    if (manager == null) {
      return null;
    }
    Jid to = Objects.requireNonNull(request.iq().to());
    Jid server = Jid.of(null, to.domain(), null);
    Iq question =
        Iq.set(Jid.of(null, manager.domain(), null), "delegated", Envelope.wrap(request.iq()))
            .withFrom(server);
    return ask(bus, question)
        .transform(answered -> {
          Iq answer = answered.succeeded() ? Envelope.unwrap(answered.result(), request) : null;
          return answer == null
              ? Future.failedFuture(new StanzaException(Condition.SERVICE_UNAVAILABLE))
              : Future.succeededFuture(answer);
        });
  }

  /** Asked by the home of the server's domain, which waits for the answer. */
  static Future<Iq> ask(Bus bus, Iq question) {
    Jid from = Objects.requireNonNull(question.from());
    return bus.request(Addresses.iq(Shard.of(from)), new ToIq.Ask(question));
  }

  /**
   * Who answers, unless it is the manager itself that asks (§4.4), also in the name of an account:
   * then the asker is a bare JID of ours, as no session is. Other servers may write from bare JIDs.
   */
  private @Nullable ComponentConfig manager(IqRequest request) {
    Jid asker = request.asker();
    if (asker.local() != null && asker.isBare() && domains.isLocal(asker.domain())) {
      return null;
    }
    for (ComponentConfig component : domains.components()) {
      for (Delegation delegation : component.delegations()) {
        if (covers(delegation, request)) {
          return component.owns(request.asker().domain()) ? null : component;
        }
      }
    }
    return null;
  }

  private static boolean covers(Delegation delegation, IqRequest request) {
    Element payload = request.payload();
    if (delegation.namespace().equals(ITEMS)) {
      String node = payload.attribute("node");
      return payload.is(DISCO_ITEMS, "query")
          && request.scope() != Scope.DOMAIN
          && (node == null || !node.equals(CommandDisco.NS));
    }
    return payload.namespace().equals(delegation.namespace())
        && delegation.attributes().stream().allMatch(name -> payload.attribute(name) != null);
  }
}

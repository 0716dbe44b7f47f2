package dev.parley.modules.disco;

import dev.parley.core.command.Command;
import dev.parley.core.command.CommandDisco;
import dev.parley.core.home.Domains;
import dev.parley.core.home.Session;
import dev.parley.core.module.DiscoInfo;
import dev.parley.core.module.DiscoNodes;
import dev.parley.core.module.IqRequest;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.modules.roster.Roster;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers of XEP-0030 §3 and §4. */
final class Answers {
  static final String INFO = "http://jabber.org/protocol/disco#info";
  static final String ITEMS = "http://jabber.org/protocol/disco#items";

  /** What our own capabilities name as the software; see the module for those. */
  private static final String CAPS_NODE = "https://parley.dev";

  private final ModuleContext context;

  Answers(ModuleContext context) {
    this.context = context;
  }

  Future<Iq> info(IqRequest request) {
    check(request);
    String node = request.payload().attribute("node");
    if (node != null && isOfCommands(request, node)) {
      List<Command<IqRequest>> commands = context.commands(request.scope());
      return Future.succeededFuture(
          request.iq().result(CommandDisco.info(node, request, commands)));
    }
    if (node != null && !isCapsNode(request, node)) {
      return nodes(request).info(request, node).map(request.iq()::result);
    }
    DiscoInfo info = advertised(request);
    Element.Builder query =
        Element.builder(INFO, "query").attribute("node", request.payload().attribute("node"));
    for (DiscoInfo.Identity identity : info.identities()) {
      query.child(
          Element.builder(INFO, "identity")
              .attribute("category", identity.category())
              .attribute("type", identity.type())
              .attribute("name", identity.name().isEmpty() ? null : identity.name())
              .build());
    }
    for (String feature : info.features()) {
      if (!Withheld.from(request.asker(), request.scope(), feature)) {
        query.child(Element.builder(INFO, "feature").attribute("var", feature).build());
      }
    }
    query.children(info.forms());
    return Future.succeededFuture(request.iq().result(query.build()));
  }

  Future<Iq> items(IqRequest request) {
    check(request);
    String node = request.payload().attribute("node");
    Element.Builder query = Element.builder(ITEMS, "query").attribute("node", node);
    if (node != null) {
      boolean ofCommands = isOfCommands(request, node);
      if (ofCommands && node.equals(CommandDisco.NS)) {
        List<Command<IqRequest>> commands = context.commands(request.scope());
        query.children(CommandDisco.items(addressed(request), request, commands));
      }
      if (ofCommands || isCapsNode(request, node)) {
        return Future.succeededFuture(request.iq().result(query.build()));
      }
      return nodes(request)
          .items(request, node)
          .map(items -> request.iq().result(query.children(items).build()));
    }
    if (request.scope() == Scope.OWN_ACCOUNT) {
      for (Session session : request.theAccount().sessions()) {
        if (session.isAvailable()) {
          query.child(
              Element.builder(ITEMS, "item").attribute("jid", session.full().toString()).build());
        }
      }
    }
    if (request.scope() == Scope.DOMAIN) {
      String domain = addressed(request).domain();
      for (String label : context.services()) {
        query.child(
            Element.builder(ITEMS, "item")
                .attribute("jid", label + "." + domain)
                .attribute("name", name(label))
                .build());
      }
      query.children(components(domain));
    }
    DiscoNodes nodes = request.home().neighbour(DiscoNodes.class);
    if (nodes == null || !nodes.covers(addressed(request))) {
      return Future.succeededFuture(request.iq().result(query.build()));
    }
    return nodes
        .items(request, null)
        .map(items -> request.iq().result(query.children(items).build()));
  }

  /** What people may call a service, as it does itself; null if it has no name. */
  private @Nullable String name(String label) {
    DiscoInfo info = context.serviceInfo(label);
    return info == null || info.identities().isEmpty() ? null : info.identities().get(0).name();
  }

  /** The components under a domain, and those that are under none of ours. */
  private List<Element> components(String domain) {
    Domains domains = context.router().domains();
    return domains.components().stream()
        .filter(component -> {
          String above = component.domain().substring(component.domain().indexOf('.') + 1);
          return above.equals(domain) || !domains.isLocal(above);
        })
        .map(component ->
            Element.builder(ITEMS, "item")
                .attribute("jid", component.domain())
                .attribute("name", component.name())
                .build())
        .toList();
  }

  /** True for the list of commands and for each command, where somebody runs them. */
  private boolean isOfCommands(IqRequest request, String node) {
    return CommandDisco.covers(node, context.commands(request.scope()))
        && context
            .discoInfo(request.scope(), addressed(request).domain())
            .features()
            .contains(CommandDisco.NS);
  }

  /** Who knows the nodes of the addressee; fails if it has none. */
  private static DiscoNodes nodes(IqRequest request) {
    DiscoNodes nodes = request.home().neighbour(DiscoNodes.class);
    if (nodes == null || !nodes.covers(addressed(request))) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    return nodes;
  }

  /** What is advertised in a scope; that of a service with what is the same for all of them. */
  private DiscoInfo advertised(IqRequest request) {
    DiscoInfo common = context.discoInfo(request.scope(), addressed(request).domain());
    String label = context.router().domains().service(addressed(request).domain());
    DiscoInfo own =
        request.scope() == Scope.SERVICE && label != null ? context.serviceInfo(label) : null;
    return own == null ? common : common.and(own);
  }

  private static Jid addressed(IqRequest request) {
    Jid to = request.iq().to();
    if (to == null) {
      throw new IllegalStateException("an IQ without address was handled");
    }
    return to;
  }

  /**
   * Strangers learn nothing of an account, not even that there is one (XEP-0030 §8, RFC 6120
   * §13.10.2).
   */
  private static void check(IqRequest request) {
    if (request.scope() == Scope.OTHER_ACCOUNT && !isSubscribed(request)) {
      throw new StanzaException(Condition.SERVICE_UNAVAILABLE);
    }
  }

  /** The node that our own capabilities name is the server itself (XEP-0115 §6.2). */
  private static boolean isCapsNode(IqRequest request, String node) {
    return request.scope() == Scope.DOMAIN && node.startsWith(CAPS_NODE + "#");
  }

  private static boolean isSubscribed(IqRequest request) {
    Roster roster = request.home().neighbour(Roster.class);
    return roster != null && roster.sharesPresenceWith(request.theAccount().jid(), request.asker());
  }
}

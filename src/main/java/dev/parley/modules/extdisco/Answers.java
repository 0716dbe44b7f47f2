package dev.parley.modules.extdisco;

import dev.parley.core.module.IqRequest;
import dev.parley.core.module.ModuleContext;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;

/** Tells accounts of this server, and nobody else, where services are and how to use them. */
final class Answers {
  private final ModuleContext context;
  private final InstantSource clock;

  Answers(ModuleContext context, InstantSource clock) {
    this.context = context;
    this.clock = clock;
  }

  /** XEP-0215 §3.1 and §3.2. */
  Future<Iq> services(IqRequest request) {
    String type = request.payload().attribute("type");
    return permitted(request)
        .map(account -> {
          Watchers watchers = Watchers.of(request.home());
          watchers.watch(request.asker(), type);
          Element.Builder list = Element.builder(Catalogue.NS, "services").attribute("type", type);
          watchers.catalogue().offer(type, account, clock.instant()).forEach(list::child);
          return request.iq().result(list.build());
        });
  }

  /** XEP-0215 §3.3. */
  Future<Iq> credentials(IqRequest request) {
    List<Element> asked = request.payload().elements();
    Element wanted = asked.size() == 1 ? asked.get(0) : null;
    if (wanted == null
        || !wanted.is(Catalogue.NS, "service")
        || wanted.attribute("host") == null
        || wanted.attribute("type") == null) {
      throw new StanzaException(Condition.BAD_REQUEST);
    }
    return permitted(request)
        .map(account -> {
          List<Element> found =
              Watchers.of(request.home())
                  .catalogue()
                  .credentials(service -> fits(service, wanted), account, clock.instant());
          if (found.isEmpty()) {
            throw new StanzaException(Condition.ITEM_NOT_FOUND);
          }
          Element.Builder list = Element.builder(Catalogue.NS, "credentials");
          found.forEach(list::child);
          return request.iq().result(list.build());
        });
  }

  private static boolean fits(ExternalService service, Element wanted) {
    String port = wanted.attribute("port");
    Integer own = service.port();
    return service.type().equals(wanted.attribute("type"))
        && service.host().equalsIgnoreCase(wanted.attribute("host"))
        && (port == null || (own != null && port.equals(own.toString())));
  }

  /** The asker's account; temporary ones, disabled ones and those of other servers have none. */
  private Future<Jid> permitted(IqRequest request) {
    Jid account = request.asker().bare();
    if (account.local() == null || !context.router().domains().isLocal(account.domain())) {
      throw new StanzaException(Condition.FORBIDDEN);
    }
    return context
        .storage()
        .accounts()
        .find(account)
        .map(found -> {
          if (found.isEmpty() || !found.get().enabled()) {
            throw new StanzaException(Condition.FORBIDDEN);
          }
          return account;
        });
  }
}

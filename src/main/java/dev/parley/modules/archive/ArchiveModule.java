package dev.parley.modules.archive;

import dev.parley.core.archive.ArchiveQuery;
import dev.parley.core.archive.ArchiveReader;
import dev.parley.core.archive.Retract;
import dev.parley.core.archive.WordIndex;
import dev.parley.core.home.Archive;
import dev.parley.core.home.Home;
import dev.parley.core.module.IqHandler;
import dev.parley.core.module.IqRequest;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Xep;
import dev.parley.core.storage.Storage;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;

/** Keeps the messages of accounts, and lets their clients read them. */
@Xep(value = 313, version = "1.1.3")
public final class ArchiveModule implements ServerModule {
  static final String NS = ArchiveQuery.NS;

  private static final Set<Scope> OWN = Set.of(Scope.OWN_ACCOUNT);
  private static final Set<Scope> OTHER = Set.of(Scope.OTHER_ACCOUNT);

  private static final List<String> FEATURES =
      List.of(
          NS,
          NS + "#extended",
          NS + "#groupchat-field",
          "urn:xmpp:fulltext:0",
          "urn:xmpp:sid:0",
          Retract.NS,
          Retract.NS + "#tombstone");

  @Override
  public void start(ModuleContext context) {
    Storage storage = context.storage();
    int pageSize = context.settings().getInteger("pageMessages");
    context.publish(Service.class, home -> new Service(home, storage, pageSize));
    context.publish(Archive.class, home -> of(home).archives);
    context.onAccount(home -> of(home).archives);
    context.onBind(NS, home -> of(home).queries::bind);
    for (String feature : FEATURES) {
      context.advertise(OWN, feature);
    }
    context.advertise(Set.of(Scope.DOMAIN), Retract.NS);
    answer(
        context, Iq.Type.GET, ArchiveQuery.NAME, (service, asked) -> service.queries.form(asked));
    answer(
        context, Iq.Type.SET, ArchiveQuery.NAME, (service, asked) -> service.queries.query(asked));
    answer(context, Iq.Type.GET, "metadata", (service, asked) -> service.queries.metadata(asked));
    answer(context, Iq.Type.GET, Preferences.NAME, (service, asked) -> service.requests.get(asked));
    answer(context, Iq.Type.SET, Preferences.NAME, (service, asked) -> service.requests.set(asked));
    Retention.start(context);
  }

  /** To the owner; others are told that they may not (§8.1). */
  private static void answer(
      ModuleContext context,
      Iq.Type type,
      String name,
      BiFunction<Service, IqRequest, Future<Iq>> answer) {
    IqHandler here = request -> answer.apply(of(request.home()), request);
    context.onIq(OWN, type, NS, name, here);
    context.onIq(
        OTHER,
        type,
        NS,
        name,
        request -> {
          throw new StanzaException(Condition.FORBIDDEN);
        });
  }

  private static Service of(Home home) {
    return Objects.requireNonNull(home.neighbour(Service.class));
  }

  /** What one home has of all this. */
  private static final class Service {
    private final AccountArchives archives;
    private final Queries queries;
    private final PreferenceRequests requests;

    Service(Home home, Storage storage, int pageSize) {
      WordIndex index = new WordIndex(storage.archive(), storage.archiveWords());
      archives = new AccountArchives(home, storage, new Retractions(storage.archive(), index));
      queries =
          new Queries(
              home,
              archives,
              new ArchiveReader(home.bus().vertx(), storage.archive(), index, pageSize));
      requests = new PreferenceRequests(archives);
    }
  }
}

package dev.parley.modules.muc;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToService;
import dev.parley.core.home.Home;
import dev.parley.core.module.DiscoInfo;
import dev.parley.core.module.IqRequest;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.ServiceContext;
import dev.parley.core.module.Xep;
import dev.parley.core.storage.RoomStore;
import dev.parley.core.storage.Storage;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Rooms in which many talk, at {@code conference.} before each domain. */
@Xep(value = 45, version = "1.35.5")
@Xep(value = 317, version = "0.3.1")
@Xep(value = 313, version = "1.1.3")
@Xep(value = 410, version = "1.1.0")
@Xep(value = 421, version = "1.0.1")
@Xep(value = 424, version = "0.4.2")
@Xep(value = 425, version = "0.3.0")
@Xep(value = 431, version = "0.2.0")
@Xep(value = 433, version = "0.1.0")
@Xep(value = 444, version = "0.2.1")
@Xep(value = 463, version = "0.2.0")
@Xep(value = 486, version = "0.1.0")
@Xep(value = 500, version = "0.1.1")
@Xep(value = 502, version = "0.1.0")
@Xep(value = 513, version = "0.1.0")
public final class MucModule implements ServerModule {
  static final String LABEL = "conference";
  private static final int SWEEP = 500;
  private static final int MOST_ROOMS = 100_000;
  private static final int MOST_HATS = 1_000;

  @Override
  public void start(ModuleContext context) {
    Future<?> swept = sweep(context.storage());
    context.serve(Addresses::muc, home -> serve(home, context, swept), RoomService::handle);
    context.accounts().onFarewell(account -> forget(context, account));
    ServiceContext service = context.service(LABEL);
    service.route(Addresses::muc);
    service.identify(new DiscoInfo.Identity("conference", "text", "Rooms"));
    RoomList list = new RoomList(context.storage().rooms());
    service.onIq(Iq.Type.GET, RoomDisco.ITEMS, "query", list::answer);
    context.publish(ChannelSearch.class, home -> new ChannelSearch(context.storage().rooms()));
    service.onIq(Iq.Type.GET, ChannelSearch.NS, "search", MucModule::search);
    service.advertise(ChannelSearch.NS);
    service.advertise(Muc.NS);
    service.advertise(RoomCard.NS);
    service.advertise(Muc.STABLE_ID);
    service.advertise(Muc.OCCUPANT_ID);
    service.advertise(Muc.OPTIMIZED_SELF_PING);
  }

  private static RoomService serve(Home home, ModuleContext context, Future<?> swept) {
    Workshop workshop =
        new Workshop(
            home,
            context.router(),
            context.storage(),
            new Speaker(home, context.router()),
            () -> MucSettings.of(context.settings()),
            jid -> context.config().admins().contains(jid),
            InstantSource.system(),
            System::nanoTime);
    RoomService service = new RoomService(workshop, swept);
    long timer = context.vertx().setPeriodic(RoomService.TICK_MILLIS, tick -> service.tick());
    context.onStop(() -> context.vertx().cancelTimer(timer));
    context.onClosing(home, service::close);
    return service;
  }

  /** A later owner of the name is nobody special in any room, and wears no hat. */
  private static Future<?> forget(ModuleContext context, Jid account) {
    RoomStore rooms = context.storage().rooms();
    return rooms
        .involved(account, MOST_ROOMS)
        .compose(places ->
            rooms
                .forget(account)
                .onSuccess(
                    done -> places.forEach(place -> forget(context, place.room(), account, false))))
        .compose(forgotten -> rooms.configuredWith(RoomRecords.wearer(account), MOST_HATS))
        .onSuccess(places -> places.forEach(place -> forget(context, place, account, true)));
  }

  private static void forget(ModuleContext context, Jid place, Jid account, boolean stored) {
    context
        .router()
        .bus()
        .send(Addresses.muc(Shard.of(place)), new ToService.Forget(place, account, stored));
  }

  /** Rooms that were not to stay did not outlive the last stop of the server. */
  private static Future<?> sweep(Storage storage) {
    return storage
        .rooms()
        .temporary(SWEEP)
        .compose(rooms -> {
          List<Future<?>> gone = new ArrayList<>(rooms.size());
          for (Jid room : rooms) {
            gone.add(storage.rooms().delete(room));
          }
          return Future.all(gone)
              .compose(done -> rooms.size() < SWEEP ? Future.succeededFuture() : sweep(storage));
        });
  }

  private static Future<Iq> search(IqRequest request) {
    return Objects.requireNonNull(request.home().neighbour(ChannelSearch.class)).answer(request);
  }
}

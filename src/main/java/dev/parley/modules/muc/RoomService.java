package dev.parley.modules.muc;

import dev.parley.core.archive.ArchiveQuery;
import dev.parley.core.archive.ArchiveReader;
import dev.parley.core.bus.Incoming;
import dev.parley.core.bus.Origin;
import dev.parley.core.bus.ToService;
import dev.parley.core.command.CommandDisco;
import dev.parley.core.home.Lane;
import dev.parley.core.module.Failures;
import dev.parley.core.storage.RoomStore;
import dev.parley.modules.muc.Affiliations.Deed;
import dev.parley.modules.muc.rules.MentionRules;
import dev.parley.modules.muc.rules.RegistrationForm;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of one home. A room is in memory while somebody is there, and a while longer; all that
 * is sent to it happens in the order of its lane.
 */
final class RoomService {
  /** How often rooms that nobody needs are forgotten, in milliseconds. */
  static final long TICK_MILLIS = 10_000;

  private static final long IDLE_MILLIS = 60_000;

  /** As often as archives let go what is too old. */
  private static final long HISTORY_MILLIS = 3_600_000;

  private static final int MOST_WAITING = 10_000;

  /** Messages on one page of an archive. */
  private static final int ARCHIVE_PAGE = 100;

  private final Workshop workshop;
  private final Archives archives;
  private final Attendance attendance;
  private final Affiliations affiliations;
  private final Whispers whispers;
  private final Relays relays;
  private final Destruction destruction;
  private final Orders orders;
  private final Mediation mediation;
  private final RoomIqs iqs;
  private final Future<?> swept;
  private final Map<Jid, Room> rooms = new HashMap<>();
  private final Exits exits;
  private boolean closing;

  /**
   * Serves a home.
   *
   * @param swept completes when what an earlier run left over is gone
   */
  RoomService(Workshop workshop, Future<?> swept) {
    this.workshop = workshop;
    this.swept = swept;
    Presences presences = new Presences(workshop.speaker());
    Houses houses = new Houses(workshop);
    this.exits = new Exits(workshop, presences, houses);
    this.affiliations = new Affiliations(workshop, houses, presences, exits);
    this.archives = new Archives(workshop);
    this.attendance =
        new Attendance(
            workshop, presences, new Entry(workshop, presences, houses, archives), exits);
    this.whispers = new Whispers(workshop);
    this.relays = new Relays(workshop);
    this.mediation = new Mediation(workshop, affiliations);
    this.destruction = new Destruction(workshop, houses);
    OwnerRequests owners = new OwnerRequests(workshop, houses, affiliations, destruction);
    this.orders = new Orders(workshop, houses, affiliations, owners);
    RoomCommands commands = new RoomCommands(new HatCommands(houses, presences, owners).all());
    RoomDisco disco = new RoomDisco(commands);
    Moderation moderation = new Moderation(workshop, archives, archives.tombstones());
    this.iqs =
        new RoomIqs(workshop)
            .with(Muc.OWNER, owners::answer)
            .with(Muc.ADMIN, new AdminRequests(workshop, affiliations)::answer)
            .with(RegistrationForm.NS, new Registrations(workshop, affiliations)::answer)
            .with(RoomDisco.INFO, disco::info)
            .with(RoomDisco.ITEMS, disco::items)
            .with(ArchiveQuery.NS, archive()::answer)
            .with(Relays.PING, RoomIqs::pong)
            .with(CommandDisco.NS, commands::answer)
            .with(Moderation.NS, moderation::answer)
            .with(Moderation.FASTEN, moderation::answer)
            .with(MentionRules.NS, new RoomMentions(workshop, houses, owners)::answer)
            .with(RoomCard.NS, new RoomCard(workshop, owners)::answer);
  }

  private RoomArchive archive() {
    ArchiveReader reader =
        new ArchiveReader(
            workshop.home().bus().vertx(),
            workshop.storage().archive(),
            archives.index(),
            ARCHIVE_PAGE);
    return new RoomArchive(workshop, archives, reader);
  }

  void handle(Incoming<ToService> incoming) {
    if (incoming.body() instanceof ToService.Inbound inbound) {
      accept(inbound.stanza(), inbound.origin());
    } else if (incoming.body() instanceof ToService.Forget forget) {
      Room room = forget.stored() ? room(forget.place()) : rooms.get(forget.place());
      if (room != null) {
        room.lane().run(() -> forget(room, forget.account()));
      }
    } else if (incoming.body() instanceof ToService.Destroy wish) {
      Room room = room(wish.room());
      room.lane().run(() -> destroy(room, incoming, wish));
    } else if (incoming.body() instanceof ToService.Order order) {
      Room room = room(order.room());
      room.lane().run(() -> obey(room, incoming, order));
    } else if (incoming.body() instanceof ToService.Reread reread) {
      Room room = rooms.get(reread.room());
      if (room != null) {
        room.lane().run(() -> room.history().forget());
      }
    }
  }

  private void obey(Room room, Incoming<ToService> incoming, ToService.Order order) {
    Throwable failure = room.failure();
    Future<JsonObject> done =
        failure == null ? orders.obey(room, order.task()) : Future.failedFuture(failure);
    done.onSuccess(result -> incoming.reply(order, result)).onFailure(incoming::fail);
  }

  /** It is forgotten already; here it gets its version, and those who are there hear of it. */
  private void forget(Room room, Jid account) {
    if (room.standings().containsKey(account) || room.config().hats().worn(account) != null) {
      affiliations
          .change(room, new Deed(account, null, Map.of(account, Standing.NONE), null))
          .onSuccess(outcome -> outcome.tell(() -> {}))
          .onFailure(cause -> room.stand(account, Standing.NONE));
    }
  }

  private void destroy(Room room, Incoming<ToService> incoming, ToService.Destroy wish) {
    Throwable failure = room.failure();
    if (failure != null) {
      incoming.fail(failure);
    } else if (!room.exists()) {
      incoming.reply(wish, false);
    } else {
      destruction
          .destroy(room, Destruction.wish(wish.reason()))
          .onSuccess(outcome -> outcome.tell(() -> incoming.reply(wish, true)))
          .onFailure(incoming::fail);
    }
  }

  private void accept(Stanza stanza, @Nullable Origin origin) {
    Jid to = stanza.to();
    Jid from = stanza.from();
    if (to == null || from == null) {
      throw new IllegalStateException("a stanza for a room lacks an address");
    }
    if (closing && isOfThoseWhoLeave(stanza)) {
      return;
    }
    if (to.local() == null) {
      refuse(stanza, origin, StanzaError.of(Condition.SERVICE_UNAVAILABLE));
    } else if (stanza instanceof Iq answer && !answer.isRequest()) {
      relays.answered(answer, from);
    } else {
      Room room = room(to.bare());
      if (room.lane().waiting() >= MOST_WAITING) {
        refuse(stanza, origin, StanzaError.of(Condition.RESOURCE_CONSTRAINT));
      } else {
        enqueue(room, stanza, origin, from, to);
      }
    }
  }

  /** While the server stops, people go one after the other, and nobody needs to hear of it. */
  private static boolean isOfThoseWhoLeave(Stanza stanza) {
    return stanza instanceof Presence || stanza instanceof Message message && message.isError();
  }

  /** Tells all that the service shuts down (XEP-0045 §11.2). What is said meanwhile is heard. */
  Future<?> close() {
    closing = true;
    List<Future<?>> told = new ArrayList<>();
    for (Room room : rooms.values()) {
      Promise<Void> done = Promise.promise();
      told.add(done.future());
      room.lane()
          .run(() -> {
            room.occupants().forEach(occupant -> exits.dismiss(room, occupant, Exits.SHUTDOWN));
            done.complete();
          });
    }
    return told.isEmpty() ? Future.succeededFuture() : Future.all(told);
  }

  private void enqueue(Room room, Stanza stanza, @Nullable Origin origin, Jid from, Jid to) {
    if (stanza instanceof Message message
        && message.type() == Message.Type.GROUPCHAT
        && to.isBare()) {
      room.lane().run((Lane.Pipelined) new Speech(workshop, archives, room, message, origin));
    } else {
      room.lane().run(() -> take(room, stanza, origin, from, to));
    }
  }

  private void take(Room room, Stanza stanza, @Nullable Origin origin, Jid from, Jid to) {
    Throwable failure = room.failure();
    if (failure != null) {
      refuse(stanza, origin, Failures.toError(failure, stanza));
    } else if (stanza instanceof Presence presence) {
      attendance.accept(room, presence, from, to);
    } else if (stanza instanceof Message message) {
      take(room, message, origin, from, to);
    } else if (stanza instanceof Iq iq && to.isBare()) {
      iqs.ask(room, iq, from);
    } else if (stanza instanceof Iq iq) {
      relays.ask(room, iq, from, to);
    }
  }

  private void take(Room room, Message message, @Nullable Origin origin, Jid from, Jid to) {
    StanzaError error = message.error();
    if (error != null && message.child(Muc.USER, "x") == null && room.occupantOf(from) != null) {
      attendance.bounced(room, error, from);
      workshop.router().safe(origin);
    } else if (to.isFull()) {
      whispers.send(room, message, from, to, origin);
      if (error != null && Attendance.isLost(error.condition())) {
        attendance.bounced(room, error, from);
      }
    } else {
      mediation.accept(room, message, from, origin);
    }
  }

  private void refuse(Stanza stanza, @Nullable Origin origin, StanzaError error) {
    workshop.speaker().refuse(stanza, error);
    workshop.router().safe(origin);
  }

  /** The room of an address, which is loaded if it has to be. */
  private Room room(Jid jid) {
    Room known = rooms.get(jid);
    if (known != null) {
      known.touch(workshop.clock().millis());
      return known;
    }
    Room room = new Room(jid, workshop.router().domains());
    room.touch(workshop.clock().millis());
    rooms.put(jid, room);
    room.lane().hold(load(room));
    return room;
  }

  /** Completes on the context of the home; rooms can be used even if the sweep has failed. */
  private Future<Void> afterSweep() {
    if (swept.isComplete()) {
      return Future.succeededFuture();
    }
    Promise<Void> done = Promise.promise();
    swept.onComplete(ended -> workshop.home().context().runOnContext(here -> done.complete()));
    return done.future();
  }

  private Future<?> load(Room room) {
    RoomStore store = workshop.storage().rooms();
    return afterSweep()
        .compose(done -> archives.prepare())
        .compose(prepared -> store.load(room.jid()))
        .compose(found -> {
          if (found.isEmpty() || !found.get().settings().permanent()) {
            // One that was not to stay is left over from a server that was killed.
            return Future.succeededFuture();
          }
          room.loaded(found.get());
          return archives.continueAfter(room.jid()).mapEmpty();
        })
        .onFailure(cause -> {
          room.failed(cause);
          rooms.remove(room.jid(), room);
        });
  }

  /** Forgets rooms that nobody needs, and of others what their archives may have let go. */
  void tick() {
    relays.tick();
    long now = workshop.clock().millis();
    long idleSince = now - IDLE_MILLIS;
    Iterator<Room> all = rooms.values().iterator();
    while (all.hasNext()) {
      Room room = all.next();
      if (room.lane().isFree() && room.history().readAt() < now - HISTORY_MILLIS) {
        room.history().forget();
      }
      boolean needed = !room.isEmpty() || room.isLocked() || !room.lane().isFree();
      if (!needed && (room.touched() < idleSince || !room.exists())) {
        all.remove();
      }
    }
  }
}

package dev.parley.modules.muc;

import dev.parley.core.storage.RoomStore;
import dev.parley.core.storage.RoomStore.Change;
import dev.parley.core.storage.RoomStore.Settings;
import dev.parley.core.storage.RoomStore.StoredAffiliation;
import dev.parley.core.storage.RoomStore.StoredRoom;
import dev.parley.modules.muc.rules.Affiliation;
import dev.parley.modules.muc.rules.RoomConfig;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes rooms, changes what is stored of them, and takes them away. Whatever is changed holds the
 * lane of the room until it is committed, and shows in the room only then.
 */
final class Houses {
  private static final Logger LOG = LoggerFactory.getLogger(Houses.class);
  private static final int SECRET_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Workshop workshop;

  Houses(Workshop workshop) {
    this.workshop = workshop;
  }

  /** Makes a room that is locked until its owner has configured it (XEP-0045 §10.1). */
  Future<Void> create(Room room, Jid owner) {
    byte[] secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    StoredRoom made =
        new StoredRoom(
            room.jid(),
            RoomRecords.settings(NewRooms.config(workshop.settings().get().defaults()), true),
            workshop.clock().instant(),
            1,
            secret,
            null,
            List.of(new StoredAffiliation(owner, Affiliation.OWNER.wireName(), null, null, 1, 1)));
    Future<Void> created =
        hasSpace(room, owner)
            .compose(space -> workshop.storage().rooms().delete(room.jid()))
            .compose(cleared -> workshop.storage().archive().open(room.jid()))
            .compose(opened -> keep(made, owner))
            .onSuccess(stored -> {
              room.loaded(made);
              room.locked(true);
            });
    return room.lane().holding(created);
  }

  /** Fails if the service has, or somebody who is no administrator owns, as many as may be. */
  private Future<?> hasSpace(Room room, Jid owner) {
    RoomStore store = workshop.storage().rooms();
    int most = most(owner);
    return store
        .count(room.jid().domain())
        .compose(count ->
            count >= workshop.settings().get().rooms()
                ? Future.failedFuture(new StanzaException(Condition.RESOURCE_CONSTRAINT))
                : most == 0 ? Future.succeededFuture(0L) : store.owned(owner))
        .compose(owned ->
            most > 0 && owned >= most
                ? Future.failedFuture(tooMany(room.jid(), most))
                : Future.succeededFuture());
  }

  /** How many rooms somebody may own; 0 for any number. */
  private int most(Jid owner) {
    return workshop.admins().test(owner) ? 0 : workshop.settings().get().roomsPerOwner();
  }

  /** Fails if its owner has made as many as may be in the meantime. */
  private Future<Void> keep(StoredRoom made, Jid owner) {
    RoomStore store = workshop.storage().rooms();
    int most = most(owner);
    if (most == 0) {
      return store.create(made);
    }
    return store
        .create(made, owner, most)
        .compose(kept ->
            kept
                ? Future.succeededFuture()
                : workshop
                    .storage()
                    .archive()
                    .remove(made.jid())
                    .transform(removed -> Future.failedFuture(tooMany(made.jid(), most))));
  }

  private static StanzaException tooMany(Jid room, int most) {
    return new StanzaException(
        Muc.error(room, StanzaError.Type.WAIT, Condition.POLICY_VIOLATION)
            .withText("who owns " + most + " rooms makes no more"));
  }

  /** Gives a room another configuration; a locked one is open from then on. */
  Future<Void> configure(Room room, RoomConfig config) {
    Future<Void> changed =
        workshop
            .storage()
            .rooms()
            .change(
                room.jid(),
                new Change(RoomRecords.settings(config, false), List.of(), room.version()))
            .onSuccess(stored -> {
              room.locked(false);
              room.configured(config);
            });
    return room.lane().holding(changed);
  }

  /**
   * Gives people other affiliations, all together or none. Each person who is something else then
   * has a version of their own (XEP-0463), in the order of the map.
   *
   * @param config a configuration that goes with them; null to leave it
   * @param changes by bare JID or domain
   * @return the versions of those who are something else
   */
  Future<Map<Jid, Long>> affiliate(
      Room room, @Nullable RoomConfig config, Map<Jid, Standing> changes) {
    Map<Jid, Long> versions = new LinkedHashMap<>();
    Map<Jid, Standing> after = new LinkedHashMap<>();
    changes.forEach((jid, wanted) -> {
      Standing before = room.standings().getOrDefault(jid, Standing.NONE);
      boolean other = before.affiliation() != wanted.affiliation();
      if (other) {
        versions.put(jid, room.version() + versions.size() + 1);
      }
      if (other || wanted.affiliation() != Affiliation.NONE) {
        after.put(jid, successor(before, wanted, versions.getOrDefault(jid, before.version())));
      }
    });
    long version = room.version() + versions.size();
    List<StoredAffiliation> stored = new ArrayList<>(after.size());
    after.forEach((jid, standing) -> stored.add(stored(jid, standing)));
    Settings settings = config == null ? null : RoomRecords.settings(config, false);
    Future<Void> changed =
        workshop
            .storage()
            .rooms()
            .change(room.jid(), new Change(settings, stored, version))
            .onSuccess(done -> {
              room.version(version);
              if (config != null) {
                room.locked(false);
                room.configured(config);
              }
              after.forEach(room::stand);
            });
    return room.lane().holding(changed).map(versions);
  }

  /** Outcasts and strangers have no nicknames here (XEP-0045 §9.1). */
  private static Standing successor(Standing before, Standing wanted, long version) {
    boolean named = wanted.affiliation().isAtLeast(Affiliation.MEMBER);
    return new Standing(
        wanted.affiliation(),
        named ? wanted.nick() : null,
        wanted.reason(),
        version,
        before.affiliation() == Affiliation.NONE ? version : before.begun());
  }

  private static StoredAffiliation stored(Jid jid, Standing standing) {
    return new StoredAffiliation(
        jid,
        standing.affiliation().wireName(),
        standing.nick(),
        standing.reason(),
        standing.version(),
        standing.begun());
  }

  /** Nobody may be there any more: a room that was not to stay goes. */
  void emptied(Room room) {
    if (room.exists() && room.isEmpty() && (room.isLocked() || !room.config().isPersistent())) {
      destroy(room)
          .onFailure(cause ->
              LOG.warn(
                  "the empty room {} stays in the database: {}", room.jid(), cause.toString()));
    }
  }

  /** Takes a room away for good, with its archive; whoever is there has been told before. */
  Future<Void> destroy(Room room) {
    Future<Void> gone =
        workshop
            .storage()
            .rooms()
            .delete(room.jid())
            .<Void>mapEmpty()
            .onSuccess(done -> room.vanished());
    return room.lane().holding(gone);
  }
}

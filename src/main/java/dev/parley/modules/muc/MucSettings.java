package dev.parley.modules.muc;

import dev.parley.modules.muc.rules.RoomNames;
import io.vertx.core.json.JsonObject;

/**
 * The block {@code modules.muc} of the configuration.
 *
 * @param creation true if every account of this server may make rooms, false for admins only
 * @param rooms rooms that the service of a domain may have
 * @param names which new rooms may have
 * @param roomsPerOwner with which one account makes no more; 0 for any number
 * @param occupants that a room may have at most, whatever its configuration says
 * @param history messages shown to those who enter, at most
 * @param entriesPerMinute how often one account may enter rooms of one shard; as many at once
 * @param creationsPerHour rooms of one shard that one account may make; as many at once
 * @param changesPerMinute how often one session may change its presence or its nickname in a room;
 *     as many at once
 * @param messagesPerSecond how much one session may say in a room, with a reserve of five seconds
 * @param subjectChars longest subject
 * @param defaults see {@link NewRooms}
 */
record MucSettings(
    boolean creation,
    int rooms,
    RoomNames names,
    int roomsPerOwner,
    int occupants,
    int history,
    int entriesPerMinute,
    int creationsPerHour,
    int changesPerMinute,
    int messagesPerSecond,
    int subjectChars,
    JsonObject defaults) {

  /** Reads the block; what is missing has its default. */
  static MucSettings of(JsonObject block) {
    return new MucSettings(
        block.getBoolean("creation", true),
        block.getInteger("rooms", 100_000),
        new RoomNames(
            block.getInteger("nameChars", 255),
            block.getString("nameLetters", "any").equals("plain")),
        block.getInteger("roomsPerOwner", 1_000),
        block.getInteger("occupants", 5_000),
        block.getInteger("history", 100),
        block.getInteger("entriesPerMinute", 600),
        block.getInteger("creationsPerHour", 100),
        block.getInteger("changesPerMinute", 60),
        block.getInteger("messagesPerSecond", 10),
        block.getInteger("subjectChars", 3_000),
        block.getJsonObject("defaults", new JsonObject()));
  }
}

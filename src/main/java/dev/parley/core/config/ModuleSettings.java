package dev.parley.core.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The `modules` block: one block a service or feature, each with at least {@code enabled}. */
public final class ModuleSettings {
  /** The kinds of address of XEP-0157 §3. */
  private static final List<String> CONTACT_KINDS =
      List.of("abuse", "admin", "feedback", "sales", "security", "status", "support");

  /** What a block holds when nothing is configured. */
  public static final Map<String, JsonObject> DEFAULT = defaults();

  private ModuleSettings() {}

  private static Map<String, JsonObject> defaults() {
    var blocks = new LinkedHashMap<String, JsonObject>();
    // Services
    blocks.put("auth", block());
    blocks.put("roster", block());
    blocks.put("presence", block());
    blocks.put("message", block());
    blocks.put("iq", block());
    // Features
    blocks.put("disco", block());
    blocks.put("caps", block());
    blocks.put("commands", block());
    blocks.put("admin", block());
    blocks.put("multicast", block().put("addresses", 50).put("addressesPerMinute", 1000));
    blocks.put("proxy", proxy());
    blocks.put("privilege", block());
    blocks.put("delegation", block());
    blocks.put("ping", block());
    blocks.put("version", block().put("os", false));
    blocks.put("time", block());
    blocks.put("lastactivity", block());
    blocks.put("devices", block());
    blocks.put("vcard", block());
    blocks.put("privatexml", block());
    blocks.put("blocking", block());
    blocks.put(
        "report",
        block()
            .put("perAccountPerHour", 20)
            .put("perServerPerHour", 100)
            .put("keepDays", 180)
            .put("toOrigin", true)
            .put("forwardTo", new JsonArray()));
    blocks.put("carbons", block());
    blocks.put(
        "push",
        block()
            .put("sender", false)
            .put("body", false)
            .put("secondsBetween", 2)
            .put("perAccount", 20));
    blocks.put(
        "archive",
        block()
            .put("pageMessages", 100)
            .put("keepDays", 0)
            .put("keepDaysByDomain", new JsonObject()));
    blocks.put(
        "pubsub",
        block()
            .put("nodesPerAccount", 500)
            .put("nodes", 100_000)
            .put("itemsPerNode", 10_000)
            .put("itemBytes", 196_608)
            .put("subscriptionsPerNode", 100_000)
            .put("publicationsPerMinute", 600)
            .put("creation", true));
    blocks.put(
        "muc",
        block()
            .put("creation", true)
            .put("rooms", 100_000)
            .put("roomsPerOwner", 1_000)
            .put("nameChars", 255)
            .put("nameLetters", "any")
            .put("occupants", 5_000)
            .put("history", 100)
            .put("entriesPerMinute", 600)
            .put("creationsPerHour", 100)
            .put("changesPerMinute", 60)
            .put("messagesPerSecond", 10)
            .put("subjectChars", 3_000)
            .put("defaults", newRooms()));
    blocks.put("blocklists", block().put("lists", new JsonArray()).put("publish", false));
    blocks.put(
        "strangers",
        block()
            .put("messages", "accept")
            .put("requestsPerDomain", 100)
            .put("requestsPerAccount", 20));
    blocks.put("avatar", block());
    blocks.put("bookmarks", block());
    blocks.put("displayed", block());
    blocks.put("registration", block().put("open", false).put("perAddressPerHour", 3));
    var contact = block();
    for (var kind : CONTACT_KINDS) {
      contact.put(kind, new JsonArray());
    }
    blocks.put("contact", contact);
    blocks.put("outage", block().put("addresses", new JsonArray()));
    blocks.put("serverinfo", new JsonObject().put("enabled", false).put("interval", "5m"));
    blocks.put("upload", upload());
    blocks.put("webchat", block().putNull("folder"));
    blocks.put("extdisco", block().put("lifetime", "12h").put("services", new JsonArray()));
    blocks.put("hostmeta", block().put("addresses", new JsonArray()));
    return Collections.unmodifiableMap(blocks);
  }

  private static JsonObject newRooms() {
    return new JsonObject()
        .put("persistent", false)
        .put("public", true)
        .put("membersOnly", false)
        .put("moderated", false)
        .put("nonAnonymous", false)
        .put("changeSubject", false)
        .put("invitations", false)
        .put("privateMessages", "anyone")
        .put("registration", true)
        .put("archive", true)
        .put("logging", false)
        .put("history", 20)
        .put("occupants", 0);
  }

  private static JsonObject proxy() {
    return block()
        .put("host", "::")
        .put("port", 7777)
        .putNull("address")
        .put("streams", 200)
        .put("streamsPerAccount", 10)
        .put("bytesPerSecond", 1_048_576)
        .put("idleSeconds", 120);
  }

  private static JsonObject upload() {
    return block()
        .putNull("url")
        .put("folder", "uploads")
        .put("s3", s3())
        .put("fileBytes", 104_857_600)
        .put("accountBytes", 1_073_741_824)
        .put("accountFiles", 10_000)
        .put("dayBytes", 1_073_741_824)
        .put("slots", 50)
        .put("slotTimeout", "5m")
        .put("retention", "31d")
        .put("profileFileBytes", 1_048_576)
        .put("profileAccountBytes", 20_971_520)
        .put("profileRetention", "730d");
  }

  private static JsonObject s3() {
    return new JsonObject()
        .putNull("endpoint")
        .put("region", "us-east-1")
        .putNull("bucket")
        .put("prefix", "")
        .put("pathStyle", true)
        .putNull("accessKey")
        .putNull("secretKey")
        .putNull("secretKeyFile");
  }

  private static JsonObject block() {
    return new JsonObject().put("enabled", true);
  }
}

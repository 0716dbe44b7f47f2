package dev.parley.modules.pubsub;

import io.vertx.core.json.JsonObject;

/**
 * The block {@code modules.pubsub} of the configuration.
 *
 * @param nodesPerAccount nodes that one account may have
 * @param nodes nodes of a service with a domain of its own
 * @param itemsPerNode items that a node keeps at most
 * @param itemBytes size of one item
 * @param subscriptionsPerNode subscribers of one node
 * @param publicationsPerMinute how often one account may publish; as many at once
 * @param creation true if every account may make nodes at the service, false for admins only
 */
record PubsubSettings(
    int nodesPerAccount,
    int nodes,
    int itemsPerNode,
    int itemBytes,
    int subscriptionsPerNode,
    int publicationsPerMinute,
    boolean creation) {

  /** Reads the block; what is missing has its default. */
  static PubsubSettings of(JsonObject block) {
    return new PubsubSettings(
        block.getInteger("nodesPerAccount", 500),
        block.getInteger("nodes", 100_000),
        block.getInteger("itemsPerNode", 10_000),
        block.getInteger("itemBytes", 196_608),
        block.getInteger("subscriptionsPerNode", 100_000),
        block.getInteger("publicationsPerMinute", 600),
        block.getBoolean("creation", true));
  }
}

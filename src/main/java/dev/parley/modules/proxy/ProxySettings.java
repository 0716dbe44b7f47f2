package dev.parley.modules.proxy;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The block {@code modules.proxy}.
 *
 * @param host to listen on
 * @param port TCP port; 0 picks a free one
 * @param address that clients are told; null for the domain
 * @param streams most at a time
 * @param streamsPerAccount most that one account has activated
 * @param bytesPerSecond of one stream, in both directions together; 0 for no limit
 * @param idleSeconds until a stream on which nothing happens ends
 */
record ProxySettings(
    String host,
    int port,
    @Nullable String address,
    int streams,
    int streamsPerAccount,
    long bytesPerSecond,
    int idleSeconds) {
  static ProxySettings of(JsonObject settings) {
    return new ProxySettings(
        settings.getString("host"),
        settings.getInteger("port"),
        settings.getString("address"),
        settings.getInteger("streams"),
        settings.getInteger("streamsPerAccount"),
        settings.getLong("bytesPerSecond"),
        settings.getInteger("idleSeconds"));
  }
}

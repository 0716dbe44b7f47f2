package dev.parley.modules.multicast;

import io.vertx.core.json.JsonObject;

/**
 * The block {@code modules.multicast}.
 *
 * @param addresses most in one message
 * @param addressesPerMinute most of one account
 */
record MulticastSettings(int addresses, int addressesPerMinute) {
  static MulticastSettings of(JsonObject settings) {
    return new MulticastSettings(
        settings.getInteger("addresses"), settings.getInteger("addressesPerMinute"));
  }
}

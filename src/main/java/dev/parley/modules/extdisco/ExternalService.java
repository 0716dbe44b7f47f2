package dev.parley.modules.extdisco;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code modules.extdisco.services} (XEP-0215 §3).
 *
 * @param type as {@code stun} or {@code turn}
 * @param host name or address
 * @param port null for the usual one of the type
 * @param transport {@code udp} or {@code tcp}; null if it does not say
 * @param name for people; null for none
 * @param secret shared with the service, to make passwords of; null if it does not work that way
 * @param username of everybody; null for none
 * @param password of everybody; null for none
 */
record ExternalService(
    String type,
    String host,
    @Nullable Integer port,
    @Nullable String transport,
    @Nullable String name,
    @Nullable String secret,
    @Nullable String username,
    @Nullable String password) {

  static List<ExternalService> listed(JsonObject settings) {
    return settings.getJsonArray("services", new JsonArray()).stream()
        .map(entry -> of((JsonObject) entry))
        .toList();
  }

  private static ExternalService of(JsonObject entry) {
    return new ExternalService(
        entry.getString("type"),
        entry.getString("host"),
        entry.getInteger("port"),
        entry.getString("transport"),
        entry.getString("name"),
        entry.getString("secret"),
        entry.getString("username"),
        entry.getString("password"));
  }

  /** Whether nobody may use it without a name and a password. */
  boolean isRestricted() {
    return secret != null || username != null;
  }

  /** Whether both are the same service, however it is described. */
  boolean isSameAs(ExternalService other) {
    return type.equals(other.type)
        && host.equals(other.host)
        && Objects.equals(port, other.port)
        && Objects.equals(transport, other.transport);
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return type + ":" + host + (port == null ? "" : ":" + port);
  }
}

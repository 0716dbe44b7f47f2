package dev.parley.core.auth;

import dev.parley.core.storage.Device;
import dev.parley.core.storage.DeviceStore;
import dev.parley.core.storage.FastToken;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Remembers devices in memory, and answers at once; tokens it has none. */
public final class MemoryDevices implements DeviceStore {
  /** Every device by its id. */
  public final Map<String, Device> devices = new TreeMap<>();

  @Override
  public Future<Void> entered(Jid account, Device device, @Nullable FastToken token) {
    devices.put(device.id(), device);
    return Future.succeededFuture();
  }

  @Override
  public Future<List<FastToken>> tokens(Jid account, String device) {
    return Future.succeededFuture(List.of());
  }

  @Override
  public Future<List<String>> withTokens(Jid account, Instant now) {
    return Future.succeededFuture(List.of());
  }

  @Override
  public Future<Boolean> use(Jid account, String device, FastToken token, long count) {
    return Future.succeededFuture(false);
  }

  @Override
  public Future<Void> invalidate(Jid account, String device, FastToken token) {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> seen(Jid account, String device, Instant now) {
    return Future.succeededFuture();
  }

  @Override
  public Future<Boolean> remove(Jid account, String id) {
    return Future.succeededFuture(devices.remove(id) != null);
  }

  @Override
  public Future<Void> prune(Jid account, Instant before, int most) {
    return Future.succeededFuture();
  }

  @Override
  public Future<List<Device>> list(Jid account) {
    return Future.succeededFuture(List.copyOf(devices.values()));
  }
}

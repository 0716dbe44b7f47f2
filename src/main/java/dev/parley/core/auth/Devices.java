package dev.parley.core.auth;

import dev.parley.core.bus.ToAccounts;
import dev.parley.core.storage.Device;
import dev.parley.core.storage.DeviceStore;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The devices that an account was entered with, for its owner (XEP-0494). */
public final class Devices {
  private final DeviceStore store;
  private final Accounts accounts;
  private final Clock clock;

  /** Looks into a store; {@code accounts} end what is revoked. */
  public Devices(DeviceStore store, Accounts accounts, Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * One of them.
   *
   * @param hasToken whether it can log in with a token (XEP-0484)
   */
  public record Known(Device device, boolean hasToken) {
    /** False if it could not come in again with what it has shown. */
    public boolean hasAccess() {
      return hasToken || device.password() || device.appPassword() != null;
    }
  }

  /** All of an account, the last seen first; fails with a storage exception. */
  public Future<List<Known>> list(Jid account) {
    Instant now = clock.instant();
    return store
        .list(account)
        .compose(devices ->
            store
                .withTokens(account, now)
                .map(tokens ->
                    devices.stream()
                        .map(device -> new Known(device, tokens.contains(device.id())))
                        .toList()));
  }

  /**
   * Ends what a device has: its tokens, its sessions, whether it is there or not, and what is
   * announced to it.
   *
   * @return the device as it was, empty if there is none of that id. What it knows of passwords it
   *     still knows.
   */
  public Future<Optional<Device>> revoke(Jid account, String id) {
    return store
        .list(account)
        .compose(devices -> {
          Optional<Device> known =
              devices.stream().filter(device -> device.id().equals(id)).findFirst();
          return known.isEmpty()
              ? Future.succeededFuture(known)
              : store
                  .remove(account, id)
                  .map(removed -> {
                    accounts.revoked(new ToAccounts.AccessRevoked(account, id, null));
                    return known;
                  });
        });
  }

  /** Takes note that a device was there. */
  public Future<Void> seen(Jid account, String id) {
    return store.seen(account, id, clock.instant());
  }
}

package dev.parley.core.storage;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the messages of accounts are announced (XEP-0357). What ends the right to enter an account
 * ends here what was asked for with it, in the same transaction: see {@link AccountStore#setKeys},
 * {@link AppPasswordStore#remove} and {@link DeviceStore#remove}. All fail with {@link
 * StorageException}, writes for an account that does not exist with kind {@code NO_ACCOUNT}.
 */
public interface PushStore {

  /**
   * One app server that a device has named.
   *
   * @param service the app server
   * @param node its name for the device; empty if the client gave none
   * @param resource of the session that asked
   * @param device the client it ran on; null if it has not said which
   * @param appPassword the id of the app password it had come in with; null for the account's own
   *     password
   * @param options form to be sent with each notification, as XML; null if there is none
   * @param enabled when the client asked, to the millisecond
   * @param error the condition of the error that has ended it; null while it is in use
   */
  record Registration(
      Jid service,
      String node,
      String resource,
      @Nullable String device,
      @Nullable String appPassword,
      @Nullable String options,
      Instant enabled,
      @Nullable String error) {
    /** The same, ended by an error. */
    public Registration failed(String condition) {
      return new Registration(
          service, node, resource, device, appPassword, options, enabled, condition);
    }

    /** True if {@code other} is for the same node of the same app server. */
    public boolean isSameTarget(Registration other) {
      return service.equals(other.service) && node.equals(other.node);
    }
  }

  /** All of an account, the oldest first. */
  Future<List<Registration>> load(Jid owner);

  /** Adds one, or replaces that with the same service and node; survives a crash when complete. */
  Future<Void> put(Jid owner, Registration registration);

  /** Removes one, if it is there. */
  Future<Void> remove(Jid owner, Jid service, String node);
}

package dev.parley.cli;

import dev.parley.core.MayBlock;
import dev.parley.core.admin.AdminException;
import dev.parley.core.admin.ControlClient;
import dev.parley.core.admin.DataFolder;
import dev.parley.core.config.ParleyConfig;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where commands of administration go: to the server that runs on the data folder; if none does, to
 * the database itself, which is kept from servers meanwhile.
 */
@MayBlock
final class Target implements AutoCloseable {
  private final ParleyConfig config;
  private final @Nullable DataFolder lock;
  private @Nullable Offline offline;

  private Target(ParleyConfig config, @Nullable DataFolder lock) {
    this.config = config;
    this.lock = lock;
  }

  /** Finds out whether a server runs, and if not, sees to it that none starts. */
  static Target of(ParleyConfig config) {
    try {
      return new Target(config, DataFolder.lock(config.data()).orElse(null));
    } catch (IOException e) {
      throw new FailureException("The data folder " + config.data() + " cannot be used: " + e);
    }
  }

  boolean isRunning() {
    return lock == null;
  }

  /** What fails if no server runs on a folder, but one is needed. */
  static FailureException notRunning(Path data) {
    return new FailureException("No server runs on the data folder " + data + ".");
  }

  JsonObject run(String command, JsonObject arguments) throws IOException {
    return lock == null ? askServer(command, arguments) : offline().run(command, arguments);
  }

  /** The database; only if no server runs. */
  Offline offline() throws IOException {
    if (lock == null) {
      throw new IllegalStateException("a server runs");
    }
    var opened = offline == null ? Offline.open(config) : offline;
    offline = opened;
    return opened;
  }

  private JsonObject askServer(String command, JsonObject arguments) {
    var data = config.data();
    try {
      return ControlClient.run(data, command, arguments);
    } catch (AdminException e) {
      throw e;
    } catch (IOException e) {
      throw new FailureException(
          "The data folder "
              + data
              + " is in use by "
              + DataFolder.holder(data)
              + ", which does not answer: it is starting, stopping, or belongs to another user ("
              + e.getMessage()
              + "). Try again in a moment.");
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (offline != null) {
        offline.close();
      }
    } finally {
      if (lock != null) {
        lock.close();
      }
    }
  }
}

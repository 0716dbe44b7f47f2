package dev.parley.modules.upload;

import dev.parley.core.config.json.Durations;
import dev.parley.core.storage.UploadStore.Purpose;
import dev.parley.core.storage.UploadStore.Quota;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * The block {@code modules.upload}.
 *
 * @param folder where files are kept; relative to the data folder
 * @param fileBytes the largest file
 * @param accountBytes all files of an account
 * @param accountFiles their number
 * @param dayBytes what an account may upload in a day
 * @param slots that an account may have and not use
 * @param slotTimeout how long a slot can be used
 * @param retention how long a file is kept
 * @param profileFileBytes the largest file for a profile
 * @param profileAccountBytes all of these of an account
 * @param profileRetention how long they are kept
 */
record UploadSettings(
    String folder,
    long fileBytes,
    long accountBytes,
    long accountFiles,
    long dayBytes,
    long slots,
    Duration slotTimeout,
    Duration retention,
    long profileFileBytes,
    long profileAccountBytes,
    Duration profileRetention) {

  static UploadSettings of(JsonObject block) {
    return new UploadSettings(
        block.getString("folder"),
        block.getLong("fileBytes"),
        block.getLong("accountBytes"),
        block.getLong("accountFiles"),
        block.getLong("dayBytes"),
        block.getLong("slots"),
        Durations.parse(block.getString("slotTimeout")),
        Durations.parse(block.getString("retention")),
        block.getLong("profileFileBytes"),
        block.getLong("profileAccountBytes"),
        Durations.parse(block.getString("profileRetention")));
  }

  /** The largest file of a purpose: one that is larger would never fit. */
  long largest(Purpose purpose) {
    return purpose == Purpose.PROFILE
        ? Math.min(Math.min(fileBytes, profileFileBytes), Math.min(profileAccountBytes, dayBytes))
        : Math.min(fileBytes, Math.min(accountBytes, dayBytes));
  }

  Duration retention(Purpose purpose) {
    return purpose == Purpose.PROFILE ? profileRetention : retention;
  }

  Quota quota(Purpose purpose) {
    return new Quota(
        accountFiles,
        purpose == Purpose.PROFILE ? profileAccountBytes : accountBytes,
        slots,
        dayBytes);
  }
}

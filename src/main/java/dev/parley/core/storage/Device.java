package dev.parley.core.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A client that an account was entered with (XEP-0494 §3.1).
 *
 * @param id as {@link dev.parley.core.auth.DeviceId} makes it
 * @param software its name for people; null if it gave none
 * @param device name for people of what it runs on; null if it gave none
 * @param firstSeen to the millisecond
 * @param lastSeen to the millisecond
 * @param password true if it has shown the password that the account has now
 * @param appPassword the id of the app password it has shown; null if none
 */
public record Device(
    String id,
    @Nullable String software,
    @Nullable String device,
    Instant firstSeen,
    Instant lastSeen,
    boolean password,
    @Nullable String appPassword) {}

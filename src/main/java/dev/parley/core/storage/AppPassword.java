package dev.parley.core.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A further password of an account, for one client of its owner.
 *
 * @param id unpredictable
 * @param name as the owner calls it
 * @param created to the millisecond
 * @param lastUsed to the millisecond; null if it was not used yet
 */
public record AppPassword(String id, String name, Instant created, @Nullable Instant lastUsed) {}

package dev.parley.core.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When somebody was last there, and what they said on leaving (XEP-0012 §4).
 *
 * @param at to the millisecond; later digits are not kept
 * @param status text of the last unavailable presence, null if it had none
 */
public record LastActivity(Instant at, @Nullable String status) {}

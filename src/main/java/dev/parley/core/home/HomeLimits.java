package dev.parley.core.home;

/**
 * Limits that homes themselves enforce.
 *
 * @param sessionsPerAccount sessions one account may have at a time; a further one is refused
 */
public record HomeLimits(int sessionsPerAccount) {}

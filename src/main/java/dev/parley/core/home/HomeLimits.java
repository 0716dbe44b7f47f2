package dev.parley.core.home;

/**
 * Limits that homes themselves enforce.
 *
 * @param sessionsPerAccount sessions one account may have at a time; a further one is refused
 * @param keptStanzas what waits for a session that no stream carries; with more it ends
 * @param keptBytes of these stanzas
 */
public record HomeLimits(int sessionsPerAccount, int keptStanzas, int keptBytes) {}

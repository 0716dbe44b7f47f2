package dev.parley.modules.muc.rules;

import java.util.Optional;

/**
 * Which names new rooms may have.
 *
 * @param chars longest, in code points
 * @param plain true for letters from a to z, digits, dots, hyphens and underscores alone, which
 *     nobody takes for others; false for all that an address may have (RFC 7622 §3.3)
 */
public record RoomNames(int chars, boolean plain) {
  /** What speaks against a name, for people; empty if nothing does. */
  public Optional<String> objection(String name) {
    if (name.codePointCount(0, name.length()) > chars) {
      return Optional.of("names of rooms have at most " + chars + " characters");
    }
    if (plain && !name.chars().allMatch(RoomNames::isPlain)) {
      return Optional.of("names of rooms have letters from a to z, digits, '.', '-' and '_' alone");
    }
    return Optional.empty();
  }

  private static boolean isPlain(int c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_';
  }
}

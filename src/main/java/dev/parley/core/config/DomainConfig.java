package dev.parley.core.config;

/**
 * A domain whose accounts live here: an entry of {@code domains}.
 *
 * @param name as people write it; an international name may be in Unicode or in A-labels
 */
public record DomainConfig(String name) {
  /** What a server without any configuration serves. */
  public static final DomainConfig DEFAULT = new DomainConfig("localhost");

  public DomainConfig {
    Check.that(!name.isBlank(), "name", "must not be empty");
  }
}

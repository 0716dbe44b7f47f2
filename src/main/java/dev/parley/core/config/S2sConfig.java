package dev.parley.core.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The `s2s` block: how this server speaks with others.
 *
 * @param authorities PEM file of authorities that are trusted beside those of the Java runtime;
 *     null for none
 * @param dns how their addresses are found
 * @param policy with whom, and what they have to show
 */
public record S2sConfig(@Nullable Path authorities, DnsConfig dns, FederationPolicy policy) {
  public static final S2sConfig DEFAULT =
      new S2sConfig(null, DnsConfig.DEFAULT, FederationPolicy.DEFAULT);
}

package dev.parley.core.dns;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The keys that DNSSEC is to begin with cannot be used; the message is for the operator. */
public final class TrustedKeysException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TrustedKeysException(@Nullable Path file, IOException cause) {
    super(
        "s2s.dns.rootKeys: "
            + file
            + " cannot be used ("
            + cause.getMessage()
            + "). Name a file with DS or DNSKEY records of the root, or leave it out for IANA's.",
        cause);
  }
}

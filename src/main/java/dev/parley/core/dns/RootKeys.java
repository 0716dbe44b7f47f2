package dev.parley.core.dns;

import dev.parley.core.MayBlock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.dnssec.ValidatingResolver;

/** Where the chain of signatures begins (RFC 4035 §4.4). */
final class RootKeys {
  /** The keys of the root from 2017 and 2024, as IANA publishes them (RFC 9718). */
  private static final String OF_IANA =
      """
      . IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D
      . IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16
      """;

  private RootKeys() {}

  /**
   * Has a resolver trust them.
   *
   * @param file with DS or DNSKEY records, as a zone file has them; null for those of IANA
   * @throws TrustedKeysException if it cannot be used
   */
  @MayBlock
  static void load(ValidatingResolver resolver, @Nullable Path file) {
    try (var keys = file == null ? ofIana() : Files.newInputStream(file)) {
      resolver.loadTrustAnchors(keys);
    } catch (IOException e) {
      throw new TrustedKeysException(file, e);
    }
    if (resolver.getTrustAnchors().items().isEmpty()) {
      throw new TrustedKeysException(file, new IOException("no DS or DNSKEY record is in it"));
    }
  }

  private static InputStream ofIana() {
    return new ByteArrayInputStream(OF_IANA.getBytes(StandardCharsets.US_ASCII));
  }
}

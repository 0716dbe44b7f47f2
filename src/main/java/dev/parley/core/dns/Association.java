package dev.parley.core.dns;

import java.util.HexFormat;
import org.xbill.DNS.TLSARecord;

/**
 * What a TLSA record says about the certificate of a port (RFC 6698 §2.1).
 *
 * @param usage 0 to 3 for PKIX-TA, PKIX-EE, DANE-TA, DANE-EE (RFC 7218 §2.1)
 * @param selector 0 for the certificate, 1 for its public key
 * @param matching 0 for itself, 1 for SHA-256, 2 for SHA-512 of it
 * @param data in hexadecimal, lower case
 */
public record Association(int usage, int selector, int matching, String data) {
  static Association of(TLSARecord record) {
    return new Association(
        record.getCertificateUsage(),
        record.getSelector(),
        record.getMatchingType(),
        HexFormat.of().formatHex(record.getCertificateAssociationData()));
  }

  /** As in a zone file. */
  @Override
  public String toString() {
    return usage + " " + selector + " " + matching + " " + data;
  }
}

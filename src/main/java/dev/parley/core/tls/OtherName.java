package dev.parley.core.tls;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alternative name of a kind that XMPP knows (RFC 6120 §13.7.1.4, RFC 4985 §2).
 *
 * @param text as it stands in the certificate, not checked
 */
public record OtherName(Kind kind, String text) {
  private static final Integer OTHER_NAME = 0;
  private static final int SEQUENCE = 0x30;
  private static final int CONTEXT_0 = 0xa0;
  private static final int OBJECT_IDENTIFIER = 0x06;

  /** What the name is. */
  public enum Kind {
    /** A JID: id-on-xmppAddr, 1.3.6.1.5.5.7.8.5, a UTF8String. */
    XMPP_ADDR(5, 0x0c),
    /** A service of a domain: id-on-dnsSRV, 1.3.6.1.5.5.7.8.7, an IA5String. */
    DNS_SRV(7, 0x16);

    private final int last;
    private final int tag;

    Kind(int last, int tag) {
      this.last = last;
      this.tag = tag;
    }

    /** Whether an encoded object identifier is that of this kind. */
    private boolean isNamedBy(ByteBuffer identifier) {
      return identifier.equals(ByteBuffer.wrap(new byte[] {0x2b, 6, 1, 5, 5, 7, 8, (byte) last}));
    }
  }

  /** All of a certificate, in their order; what is damaged is left out. */
  public static List<OtherName> of(X509Certificate certificate) {
    List<OtherName> names = new ArrayList<>();
    for (List<?> name : alternatives(certificate)) {
      if (OTHER_NAME.equals(name.get(0)) && name.get(1) instanceof byte[] encoded) {
        var read = read(encoded);
        if (read != null) {
          names.add(read);
        }
      }
    }
    return names;
  }

  private static Collection<List<?>> alternatives(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null ? List.of() : names;
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  private static @Nullable OtherName read(byte[] encoded) {
    try {
      ByteBuffer data = ByteBuffer.wrap(encoded);
      int outer = data.get(0) & 0xff;
      ByteBuffer name = value(data, outer == CONTEXT_0 ? CONTEXT_0 : SEQUENCE);
      ByteBuffer identifier = value(name, OBJECT_IDENTIFIER);
      for (Kind kind : Kind.values()) {
        if (kind.isNamedBy(identifier)) {
          return new OtherName(kind, text(name, kind));
        }
      }
      return null;
    } catch (IllegalArgumentException
        | BufferUnderflowException
        | IndexOutOfBoundsException
        | CharacterCodingException e) {
      return null;
    }
  }

  private static String text(ByteBuffer name, Kind kind) throws CharacterCodingException {
    ByteBuffer explicit = value(name, CONTEXT_0);
    if ((explicit.get(explicit.position()) & 0xff) == CONTEXT_0) {
      // Workaround: Java 17 puts the tag around the value twice; Java 25 does not.
      explicit = value(explicit, CONTEXT_0);
    }
    return StandardCharsets.UTF_8.newDecoder().decode(value(explicit, kind.tag)).toString();
  }

  /** Reads one DER value of the given kind, and goes on behind it. */
  private static ByteBuffer value(ByteBuffer data, int tag) {
    if ((data.get() & 0xff) != tag) {
      throw new IllegalArgumentException("not of the kind " + tag);
    }
    int length = data.get() & 0xff;
    if (length == 0x81) {
      length = data.get() & 0xff;
    } else if (length == 0x82) {
      length = data.getShort() & 0xffff;
    } else if (length > 0x7f) {
      throw new IllegalArgumentException("too long");
    }
    ByteBuffer value = data.slice(data.position(), length);
    data.position(data.position() + length);
    return value;
  }
}

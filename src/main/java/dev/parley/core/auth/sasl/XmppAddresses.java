package dev.parley.core.auth.sasl;

import dev.parley.protocol.jid.Jid;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JIDs inside a certificate: alternative names of the kind xmppAddr (RFC 6120 §13.7.1.4). */
final class XmppAddresses {
  private static final Integer OTHER_NAME = 0;
  private static final int SEQUENCE = 0x30;
  private static final int CONTEXT_0 = 0xa0;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int UTF8_STRING = 0x0c;

  /** 1.3.6.1.5.5.7.8.5, id-on-xmppAddr. */
  private static final ByteBuffer XMPP_ADDR =
      ByteBuffer.wrap(new byte[] {0x2b, 6, 1, 5, 5, 7, 8, 5}).asReadOnlyBuffer();

  private XmppAddresses() {}

  /** Bare JIDs of accounts, each once, in their order; what is no such JID is left out. */
  static List<Jid> of(X509Certificate certificate) {
    List<Jid> addresses = new ArrayList<>();
    for (List<?> name : names(certificate)) {
      if (OTHER_NAME.equals(name.get(0)) && name.get(1) instanceof byte[] encoded) {
        Jid address = address(encoded);
        if (address != null && !addresses.contains(address)) {
          addresses.add(address);
        }
      }
    }
    return List.copyOf(addresses);
  }

  private static Collection<List<?>> names(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null ? List.of() : names;
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  private static @Nullable Jid address(byte[] encoded) {
    try {
      ByteBuffer data = ByteBuffer.wrap(encoded);
      int outer = data.get(0) & 0xff;
      ByteBuffer name = value(data, outer == CONTEXT_0 ? CONTEXT_0 : SEQUENCE);
      if (!value(name, OBJECT_IDENTIFIER).equals(XMPP_ADDR)) {
        return null;
      }
      ByteBuffer explicit = value(name, CONTEXT_0);
      if ((explicit.get(explicit.position()) & 0xff) == CONTEXT_0) {
        // Workaround: Java 17 puts the tag around the value twice; Java 25 does not.
        explicit = value(explicit, CONTEXT_0);
      }
      ByteBuffer text = value(explicit, UTF8_STRING);
      byte[] utf8 = new byte[text.remaining()];
      text.get(utf8);
      Jid address = Jid.parse(SaslText.utf8(utf8));
      return address.isBare() && !address.isDomain() ? address : null;
    } catch (IllegalArgumentException
        | BufferUnderflowException
        | IndexOutOfBoundsException
        | SaslException e) {
      return null;
    }
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

package dev.parley.modules.caps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.XmlReader;
import org.junit.jupiter.api.Test;

/** XEP-0115 §5. */
class VerificationTest {
  private static final String INFO = "http://jabber.org/protocol/disco#info";
  private static final String EXODUS =
      "<identity category='client' name='Exodus 0.9.1' type='pc'/>"
          + "<feature var='http://jabber.org/protocol/caps'/>"
          + "<feature var='http://jabber.org/protocol/disco#info'/>"
          + "<feature var='http://jabber.org/protocol/disco#items'/>"
          + "<feature var='http://jabber.org/protocol/muc'/>";

  private static Element query(String content) {
    return XmlReader.read("<query xmlns='" + INFO + "'>" + content + "</query>", "");
  }

  private static Announced announced(String hash, String ver) {
    return new Announced(hash, "http://code.google.com/p/exodus", ver);
  }

  /** The example of §5.2. */
  @Test
  void confirmsWhatHasTheHash() {
    var caps = announced("sha-1", "QgayPKawpkPSDYmwT/WM94uAlu0=");
    assertThat(Verification.confirms(caps, query(EXODUS))).isTrue();
    assertThat(Verification.confirms(caps, query(EXODUS + "<feature var='more'/>"))).isFalse();
  }

  @Test
  void doesNotConfirmUnknownFunctions() {
    var caps = announced("md2", "QgayPKawpkPSDYmwT/WM94uAlu0=");
    assertThat(Verification.confirms(caps, query(EXODUS))).isFalse();
  }

  /** §5.4: what is there twice makes an answer ill-formed. */
  @Test
  void doesNotConfirmDoubles() {
    var twice = query(EXODUS + "<feature var='http://jabber.org/protocol/muc'/>");
    assertThat(Verification.hash("SHA-1", twice)).isEmpty();
  }
}

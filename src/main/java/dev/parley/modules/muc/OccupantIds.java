package dev.parley.modules.muc;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The ids by which the occupants of one room are known whatever their nicknames (XEP-0421 §3): the
 * same for one person as long as the room exists, different in each room, and telling nothing.
 */
final class OccupantIds {
  private static final String ALGORITHM = "HmacSHA256";

  private OccupantIds() {}

  /** The element with the id of a bare JID in the room of that secret. */
  static Element of(byte[] secret, Jid bare) {
    return Element.builder(Muc.OCCUPANT_ID, "occupant-id")
        .attribute("id", text(secret, bare))
        .build();
  }

  /** The id alone. */
  static String text(byte[] secret, Jid bare) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      byte[] hash = mac.doFinal(bare.toString().getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }
}

package dev.parley.core.auth;

import dev.parley.protocol.jid.Jid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Names for a client, made of the id it gives itself (XEP-0388 §2.3). That id is for the server
 * alone, so what others see is a hash of it; the same client has the same names each time.
 */
public final class DeviceId {
  private static final int LENGTH = 9;

  private DeviceId() {}

  /** Under which the account's owner knows the client (XEP-0494 §3.1): 12 characters. */
  public static String of(Jid account, String userAgent) {
    return hash("device", account, userAgent);
  }

  /** What the client is bound to, and its contacts see (XEP-0386 §3.2.1): 12 characters. */
  public static String resource(Jid account, String device) {
    return hash("resource", account, device);
  }

  private static String hash(String what, Jid account, String id) {
    byte[] text = (what + '\0' + account.bare() + '\0' + id).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, LENGTH));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

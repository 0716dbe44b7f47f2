package dev.parley.core.home;

import dev.parley.protocol.jid.Jid;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The ids by which clients know archived messages (XEP-0313 §6.2, XEP-0359 §6). Each is the id of
 * the row and a hash of the archive's owner, encrypted together as one block of AES: nobody can
 * guess one or learn anything from it, no two are the same, and none needs a place in the database.
 * Used on one context only.
 */
public final class ArchiveIds {
  private static final int BLOCK = 16;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final Cipher encryption;
  private final Cipher decryption;

  /**
   * All ids depend on the secret.
   *
   * @param secret at least 16 bytes, the same for the life of the database
   */
  public ArchiveIds(byte[] secret) {
    encryption = cipher(Cipher.ENCRYPT_MODE, secret);
    decryption = cipher(Cipher.DECRYPT_MODE, secret);
  }

  private static Cipher cipher(int mode, byte[] secret) {
    try {
      // A single block after zeros: the mode adds nothing, and none is needed.
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
      SecretKeySpec key = new SecretKeySpec(Arrays.copyOf(secret, BLOCK), "AES");
      cipher.init(mode, key, new IvParameterSpec(new byte[BLOCK]));
      return cipher;
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /** The id for clients of a row in the archive of {@code owner}. */
  public String encode(Jid owner, long row) {
    ByteBuffer block = ByteBuffer.allocate(BLOCK).putLong(row).putLong(hash(owner));
    return ENCODER.encodeToString(run(encryption, block.array()));
  }

  /** The row of an id; 0 if it is not one of the archive of {@code owner}. */
  public long decode(Jid owner, String id) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(id);
    } catch (IllegalArgumentException foreign) {
      return 0;
    }
    if (bytes.length != BLOCK || !ENCODER.encodeToString(bytes).equals(id)) {
      return 0;
    }
    ByteBuffer block = ByteBuffer.wrap(run(decryption, bytes));
    long row = block.getLong();
    return block.getLong() == hash(owner) && row > 0 ? row : 0;
  }

  private static byte[] run(Cipher cipher, byte[] block) {
    try {
      return cipher.doFinal(block);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** FNV-1a; part of ids that clients keep, so never to be changed. */
  private static long hash(Jid owner) {
    String text = owner.toString();
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}

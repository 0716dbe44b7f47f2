package dev.parley.core.storage;

import dev.parley.protocol.jid.Jid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * How lists name whom they block, without telling it to who does not know: by the SHA-256 of the
 * bare JID or the domain, in lower-case hexadecimal digits, as servers have agreed on for nodes
 * called {@code muc_bans_sha256}.
 */
public final class BlocklistHash {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  private BlocklistHash() {}

  /** The hash of the bare JID. */
  public static String of(Jid jid) {
    return of(jid.bare().toString());
  }

  /** The hash of a domain, or of a bare JID that is prepared already. */
  public static String of(String address) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(address.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every JDK has it
    }
  }

  /** True if a text can be a hash. */
  public static boolean isHash(String text) {
    return FORM.matcher(text).matches();
  }
}

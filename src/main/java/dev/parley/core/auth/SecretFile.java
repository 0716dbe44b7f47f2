package dev.parley.core.auth;

import dev.parley.core.MayBlock;
import dev.parley.core.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** A secret of the server that outlives restarts, in a file that only its owner may read. */
public final class SecretFile {
  private static final int LENGTH = 32;

  private SecretFile() {}

  /**
   * Reads the secret; makes it, and the folders above, if the file is missing or was cut off.
   *
   * @return 32 bytes
   * @throws IOException if it can be neither read nor made
   */
  @MayBlock
  public static byte[] readOrCreate(Path file) throws IOException {
    if (Files.exists(file)) {
      byte[] secret = Files.readAllBytes(file);
      if (secret.length == LENGTH) {
        return secret;
      }
    }
    byte[] secret = new byte[LENGTH];
    new SecureRandom().nextBytes(secret);
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      OwnerOnly.createFolder(folder);
    }
    OwnerOnly.write(file, secret);
    return secret;
  }
}

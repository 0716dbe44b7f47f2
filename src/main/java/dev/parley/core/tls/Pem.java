package dev.parley.core.tls;

import dev.parley.core.MayBlock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A block of a PEM file (RFC 7468).
 *
 * @param label for example {@code CERTIFICATE}
 * @param content decoded
 * @param isEncrypted whether the block says that it is, in a header of the old form
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Pem(String label, byte[] content, boolean isEncrypted) {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
  private static final Pattern HEADERS = Pattern.compile("(?m)^[A-Za-z-]+:.*$");

  /**
   * All blocks of a file, in its order.
   *
   * @throws CertificateProblem if it cannot be read, or holds none
   */
  @MayBlock
  static List<Pem> read(Path file) {
    var blocks = new ArrayList<Pem>();
    var match = BLOCK.matcher(text(file));
    while (match.find()) {
      blocks.add(block(file, match.group(1), match.group(2)));
    }
    if (blocks.isEmpty()) {
      throw new CertificateProblem(file + " is not a PEM file: it has no line -----BEGIN …-----");
    }
    return blocks;
  }

  /** Spells a block as a PEM file does. */
  static String write(String label, byte[] content) {
    var encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN "
        + label
        + "-----\n"
        + encoder.encodeToString(content)
        + "\n-----END "
        + label
        + "-----\n";
  }

  private static Pem block(Path file, String label, String body) {
    try {
      var content = Base64.getMimeDecoder().decode(HEADERS.matcher(body).replaceAll(""));
      return new Pem(label, content, body.contains("ENCRYPTED") || label.startsWith("ENCRYPTED"));
    } catch (IllegalArgumentException e) {
      throw new CertificateProblem(file + " is damaged: the block " + label + " is not Base64", e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new CertificateProblem("There is no file " + file, e);
    } catch (AccessDeniedException e) {
      throw new CertificateProblem(
          file + " must not be read by user " + System.getProperty("user.name"), e);
    } catch (IOException e) {
      throw new CertificateProblem(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}

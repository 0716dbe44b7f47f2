package dev.parley.modules.webchat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.MimeMapping;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * One file of the client, in memory.
 *
 * @param type its media type
 * @param tag its entity tag, in quotes
 * @param plain its bytes
 * @param zipped the same, compressed
 */
record ClientFile(String type, String tag, Buffer plain, Buffer zipped) {
  private static final int TAG_BYTES = 12;

  static ClientFile of(String name, byte[] bytes) {
    String type = MimeMapping.mimeTypeForFilename(name);
    String known = name.endsWith(".js") ? "text/javascript" : type;
    boolean isText = known != null && (known.startsWith("text/") || known.endsWith("json"));
    return new ClientFile(
        (known == null ? "application/octet-stream" : known) + (isText ? "; charset=utf-8" : ""),
        tag(bytes),
        Buffer.buffer(bytes),
        Buffer.buffer(zip(bytes)));
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "\"" + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + "\"";
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static byte[] zip(byte[] bytes) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return zipped.toByteArray();
  }
}

package dev.parley.transport.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** The beginning of a WebSocket as the server sees it (RFC 6455 §4.2). */
final class Handshake {
  static final String PROTOCOL = "xmpp";
  static final String VERSION = "13";

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int KEY_BYTES = 16;

  private Handshake() {}

  /** Whether a WebSocket is asked for, of whatever version (§4.2.1). */
  static boolean isUpgrade(HttpServerRequest request) {
    return request.method().equals(HttpMethod.GET)
        && request.version() == HttpVersion.HTTP_1_1
        && has(request.headers(), "Upgrade", "websocket")
        && has(request.headers(), "Connection", "upgrade");
  }

  static boolean hasVersion(MultiMap headers) {
    return VERSION.equals(headers.get("Sec-WebSocket-Version"));
  }

  /** Whether the key is one, and XMPP is what is to be spoken (RFC 7395 §3.1). */
  static boolean isForXmpp(MultiMap headers) {
    return isKey(headers.getAll("Sec-WebSocket-Key"))
        && has(headers, "Sec-WebSocket-Protocol", PROTOCOL);
  }

  /** The key of a request that {@link #isForXmpp}. */
  static String key(HttpServerRequest request) {
    return request.headers().getAll("Sec-WebSocket-Key").get(0);
  }

  private static boolean isKey(List<String> keys) {
    try {
      return keys.size() == 1
          && Base64.getDecoder().decode(keys.get(0).strip()).length == KEY_BYTES;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  /** Whether a header that is a list has this word; case means nothing. */
  private static boolean has(MultiMap headers, String name, String word) {
    for (String value : headers.getAll(name)) {
      for (String item : value.split(",", -1)) {
        if (item.strip().toLowerCase(Locale.ROOT).equals(word)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The proof that the key was read (§4.2.2). */
  static String accept(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1").digest((key.strip() + GUID).getBytes(US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

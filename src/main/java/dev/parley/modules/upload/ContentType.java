package dev.parley.modules.upload;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which content types browsers may show, and which they must not even recognize. */
final class ContentType {
  static final String UNKNOWN = "application/octet-stream";

  private static final Pattern PLAIN =
      Pattern.compile("[a-z0-9!#$&^_.+-]{1,63}/[a-z0-9!#$&^_.+-]{1,63}");

  /** Nothing of these is run by a browser, whatever is inside. */
  private static final Set<String> IMAGES =
      Set.of(
          "image/apng",
          "image/avif",
          "image/bmp",
          "image/gif",
          "image/heic",
          "image/heif",
          "image/jpeg",
          "image/jxl",
          "image/png",
          "image/webp");

  private ContentType() {}

  /** Type and subtype in lower case, without parameters; null if it is none (RFC 9110 §8.3). */
  static @Nullable String plain(String type) {
    int semicolon = type.indexOf(';');
    String plain =
        (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    return PLAIN.matcher(plain).matches() ? plain : null;
  }

  /** Whether a browser may show it instead of saving it. */
  static boolean isShown(String type) {
    return IMAGES.contains(type)
        || type.equals("text/plain")
        || type.startsWith("audio/")
        || type.startsWith("video/");
  }

  /** The type to serve a file with: pages, scripts and pictures with scripts have none. */
  static String served(String type) {
    boolean isActive =
        type.endsWith("xml")
            || type.endsWith("+xml")
            || type.contains("html")
            || type.contains("script")
            || type.contains("shockwave")
            || type.startsWith("multipart/")
            || type.startsWith("message/");
    if (isActive) {
      return UNKNOWN;
    }
    return type.equals("text/plain") ? "text/plain; charset=utf-8" : type;
  }
}

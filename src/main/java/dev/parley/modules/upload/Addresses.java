package dev.parley.modules.upload;

import dev.parley.core.http.HttpUrl;
import dev.parley.core.module.ModuleContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of files: {@code /upload/ID/NAME} to read one, {@code /upload/ID/KEY/NAME} to write
 * it, so that who may read a file cannot write it.
 */
final class Addresses {
  static final String PATH = "/upload/";
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private final ModuleContext context;

  Addresses(ModuleContext context) {
    this.context = context;
  }

  /** Whether clients can reach the HTTP server at all. */
  boolean areKnown() {
    return base(context.config().domains().get(0).name()) != null;
  }

  String toPut(String domain, String id, String key, String name) {
    return base(domain) + PATH + id + "/" + key + "/" + encoded(name);
  }

  String toGet(String domain, String id, String name) {
    return base(domain) + PATH + id + "/" + encoded(name);
  }

  private @Nullable String base(String domain) {
    String own = context.settings().getString("url");
    if (own == null) {
      return context.httpUrl(domain);
    }
    String url = HttpUrl.expand(own, domain);
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /** A name as a path segment: RFC 3986 §2.1, all but §2.3 percent-encoded. */
  static String encoded(String name) {
    StringBuilder out = new StringBuilder(name.length() + 16);
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      if (octet > 0 && UNRESERVED.indexOf(octet) >= 0) {
        out.append((char) octet);
      } else {
        out.append('%')
            .append(Character.toUpperCase(Character.forDigit(octet >> 4 & 0xf, 16)))
            .append(Character.toUpperCase(Character.forDigit(octet & 0xf, 16)));
      }
    }
    return out.toString();
  }

  /**
   * What is asked for.
   *
   * @param key null in the address to read from
   * @param name decoded
   */
  record Target(String id, @Nullable String key, String name) {
    private static final int LONGEST = 1_024;

    /** Reads a path, null if there is nothing of that form. */
    static @Nullable Target parse(String path) {
      if (!path.startsWith(PATH) || path.length() > LONGEST) {
        return null;
      }
      List<String> parts = List.of(path.substring(PATH.length()).split("/", -1));
      String name = decoded(parts.get(parts.size() - 1));
      boolean isPlain =
          parts.size() <= 3 && parts.subList(0, parts.size() - 1).stream().allMatch(Keys::isKey);
      if (name == null || name.isEmpty() || parts.size() < 2 || !isPlain) {
        return null;
      }
      return new Target(parts.get(0), parts.size() == 3 ? parts.get(1) : null, name);
    }

    private static @Nullable String decoded(String segment) {
      try {
        return new URI("/" + segment).getPath().substring(1);
      } catch (URISyntaxException wrong) {
        return null;
      }
    }
  }
}

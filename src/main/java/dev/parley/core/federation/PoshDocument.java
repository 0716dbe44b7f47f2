package dev.parley.core.federation;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a website says about the certificates of a service of its domain (RFC 7711 §3). */
public sealed interface PoshDocument {
  /** Nobody is bound for longer, whatever the document says. */
  Duration MOST_KEPT = Duration.ofDays(7);

  /** Fingerprints that are looked at. */
  int MOST = 50;

  /** How long it may be used; more than nothing. */
  Duration expires();

  /**
   * Names certificates (§3.1).
   *
   * @param all at least one
   */
  record Fingerprints(List<Fingerprint> all, Duration expires) implements PoshDocument {
    public Fingerprints {
      all = List.copyOf(all);
    }
  }

  /**
   * Names another place where they are (§3.2).
   *
   * @param url with the scheme {@code https}
   */
  record Reference(URI url, Duration expires) implements PoshDocument {}

  /**
   * A hash of a certificate.
   *
   * @param hash as Java calls it
   * @param base64 with padding
   */
  record Fingerprint(String hash, String base64) {
    /** Whether it is the hash of this one. */
    public boolean isOf(X509Certificate certificate) {
      try {
        var digest = MessageDigest.getInstance(hash).digest(certificate.getEncoded());
        return Arrays.equals(digest, Base64.getDecoder().decode(base64));
      } catch (CertificateEncodingException | IllegalArgumentException damaged) {
        return false;
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it says nothing that may be used; the message says why
   */
  static PoshDocument parse(String json) {
    try {
      var document = new JsonObject(json);
      var expires = expires(document);
      var url = document.getString("url");
      if (url != null && document.containsKey("fingerprints")) {
        throw new IllegalArgumentException("it has both fingerprints and url");
      }
      return url == null
          ? new Fingerprints(fingerprints(document.getJsonArray("fingerprints")), expires)
          : new Reference(SecureUrl.parse(url), expires);
    } catch (DecodeException | ClassCastException e) {
      throw new IllegalArgumentException("it is no document of POSH", e);
    }
  }

  /** §3: without it the document counts for nothing. */
  private static Duration expires(JsonObject document) {
    var seconds = document.getLong("expires");
    if (seconds == null || seconds <= 0) {
      throw new IllegalArgumentException("it does not say for how long it holds");
    }
    return Duration.ofSeconds(Math.min(seconds, MOST_KEPT.toSeconds()));
  }

  private static List<Fingerprint> fingerprints(@Nullable JsonArray found) {
    var all = new ArrayList<Fingerprint>();
    for (int i = 0; found != null && i < Math.min(found.size(), MOST); i++) {
      var one = found.getJsonObject(i);
      // The strongest that is known; the others add nothing (§3.1).
      var strong = one == null ? null : one.getString("sha-512");
      var usual = one == null ? null : one.getString("sha-256");
      if (strong != null) {
        all.add(new Fingerprint("SHA-512", strong));
      } else if (usual != null) {
        all.add(new Fingerprint("SHA-256", usual));
      }
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException("it has no fingerprints of a known kind");
    }
    return all;
  }
}

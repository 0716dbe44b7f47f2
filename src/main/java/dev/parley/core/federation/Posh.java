package dev.parley.core.federation;

import dev.parley.core.dns.Dns;
import dev.parley.protocol.jid.DomainName;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Knows what websites say about the certificates of their domains' servers (RFC 7711): asks each
 * only once at a time, and again when what it said has expired. Usable from any context; its state
 * belongs to one of its own.
 */
public final class Posh {
  private static final int HTTPS_PORT = 443;
  private static final int MOST_KEPT = 1_000;
  private static final int MOST_OPEN = 100;
  private static final Duration FAILURE_KEPT = Duration.ofMinutes(1);

  private final Context context;
  private final SecureFetch fetch;
  private final InstantSource clock;
  private final int port;
  private final Map<String, List<Promise<Said>>> open = new HashMap<>();
  private final Map<String, Kept> kept =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
          return size() > MOST_KEPT;
        }
      };

  private record Kept(Said said, long untilMillis) {}

  /**
   * What came of asking a website.
   *
   * @param fingerprints of the certificates that are good; empty if it names none
   * @param reason why it names none, for the operator; empty if it does
   * @param isUnusable whether there is a document, but none that can be used
   */
  public record Said(
      List<PoshDocument.Fingerprint> fingerprints, String reason, boolean isUnusable) {
    public Said {
      fingerprints = List.copyOf(fingerprints);
    }

    static Said nothing(Throwable cause) {
      return new Said(
          List.of(), String.valueOf(cause.getMessage()), cause instanceof UnusableException);
    }
  }

  private static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1;

    UnusableException(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * @param allowedNetworks networks that are allowed although the Internet does not reach them
   * @param identity checks the certificates of websites
   */
  public Posh(
      Vertx vertx, Dns dns, Supplier<List<String>> allowedNetworks, CertificateIdentity identity) {
    this(
        vertx,
        new SecureFetch(vertx, dns, allowedNetworks, identity, SecureFetch.PATIENCE),
        InstantSource.system(),
        HTTPS_PORT);
  }

  Posh(Vertx vertx, SecureFetch fetch, InstantSource clock, int port) {
    this.context = vertx.getOrCreateContext();
    this.fetch = fetch;
    this.clock = clock;
    this.port = port;
  }

  /**
   * What the website of a domain says; never fails. Completes on a context of its own.
   *
   * @param domain in the form that a JID has
   */
  public Future<Said> about(String domain) {
    Promise<Said> promise = Promise.promise();
    context.runOnContext(now -> answer(DomainName.toAscii(domain), promise));
    return promise.future();
  }

  private void answer(String domain, Promise<Said> promise) {
    var known = kept.get(domain);
    if (known != null && clock.millis() < known.untilMillis()) {
      promise.complete(known.said());
      return;
    }
    var others = open.get(domain);
    if (others != null) {
      others.add(promise);
    } else if (open.size() >= MOST_OPEN) {
      promise.complete(new Said(List.of(), "too many websites are asked", false));
    } else {
      open.put(domain, new ArrayList<>(List.of(promise)));
      ask(domain)
          .onSuccess(found ->
              context.runOnContext(
                  back -> told(domain, new Said(found.all(), "", false), found.expires())))
          .onFailure(cause ->
              context.runOnContext(back -> told(domain, Said.nothing(cause), FAILURE_KEPT)));
    }
  }

  private void told(String domain, Said said, Duration lifetime) {
    kept.put(domain, new Kept(said, clock.millis() + lifetime.toMillis()));
    var waiting = open.remove(domain);
    if (waiting != null) {
      waiting.forEach(promise -> promise.complete(said));
    }
  }

  private Future<PoshDocument.Fingerprints> ask(String domain) {
    var place = "https://" + domain + (port == HTTPS_PORT ? "" : ":" + port);
    try {
      return document(SecureUrl.parse(place + "/.well-known/posh/xmpp-server.json"))
          .compose(first ->
              first instanceof PoshDocument.Reference reference
                  ? document(reference.url()).compose(second -> referred(reference, second))
                  : Future.succeededFuture((PoshDocument.Fingerprints) first));
    } catch (IllegalArgumentException noHost) {
      return Future.failedFuture(domain + " can have no website");
    }
  }

  /** What is referred to names certificates itself, for no longer than the reference (§3.2, §6). */
  private static Future<PoshDocument.Fingerprints> referred(
      PoshDocument.Reference reference, PoshDocument document) {
    if (!(document instanceof PoshDocument.Fingerprints found)) {
      return Future.failedFuture(
          new UnusableException(reference.url() + " refers to yet another place"));
    }
    boolean isShorter = reference.expires().compareTo(found.expires()) < 0;
    return Future.succeededFuture(
        isShorter ? new PoshDocument.Fingerprints(found.all(), reference.expires()) : found);
  }

  private Future<PoshDocument> document(URI url) {
    return fetch
        .get(url)
        .compose(text -> {
          try {
            return Future.succeededFuture(PoshDocument.parse(text));
          } catch (IllegalArgumentException unusable) {
            return Future.failedFuture(
                new UnusableException("the document at " + url + ": " + unusable.getMessage()));
          }
        });
  }
}

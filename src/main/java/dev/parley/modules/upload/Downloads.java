package dev.parley.modules.upload;

import dev.parley.core.http.HttpStatus;
import dev.parley.core.storage.StorageException;
import dev.parley.core.storage.UploadStore;
import dev.parley.core.storage.UploadStore.State;
import dev.parley.core.storage.UploadStore.Upload;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves files to whoever knows their address, so that no browser runs what is in them. */
final class Downloads {
  private static final Logger LOG = LoggerFactory.getLogger(Downloads.class);
  private static final long YEAR = Duration.ofDays(365).toSeconds();

  private final UploadStore uploads;
  private final ContentStore files;
  private final InstantSource clock;

  Downloads(UploadStore uploads, ContentStore files, InstantSource clock) {
    this.uploads = uploads;
    this.files = files;
    this.clock = clock;
  }

  /** Answers GET and HEAD. */
  void get(HttpServerRequest request, Addresses.Target target) {
    Instant now = clock.instant();
    uploads
        .find(target.id(), now)
        .onSuccess(found -> answer(request, target, found, now))
        .onFailure(
            cause -> HttpStatus.send(request, cause instanceof StorageException ? 503 : 500));
  }

  private void answer(
      HttpServerRequest request, Addresses.Target target, Optional<Upload> found, Instant now) {
    boolean isThere =
        target.key() == null
            && found.isPresent()
            && found.get().state() == State.STORED
            && found.get().name().equals(target.name());
    if (!isThere) {
      HttpStatus.send(request, 404);
      return;
    }
    Upload file = found.get();
    String tag = tag(file);
    HttpServerResponse response = request.response();
    long seconds = Math.min(YEAR, Duration.between(now, file.expires()).toSeconds());
    response
        .putHeader(HttpHeaders.ETAG, tag)
        .putHeader(HttpHeaders.CACHE_CONTROL, "private, max-age=" + seconds + ", immutable")
        .putHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    if (isKnown(request.getHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
      response.setStatusCode(304).end();
      return;
    }
    describe(file, response);
    send(request, file, wish(request, tag, file.bytes()));
  }

  /** RFC 9110 §13.2.2: a part of another state of the file would be of no use. */
  private static ByteRange.Wish wish(HttpServerRequest request, String tag, long size) {
    String condition = request.getHeader("If-Range");
    boolean holds = condition == null || condition.equals(tag);
    boolean applies = HttpMethod.GET.equals(request.method()) && holds;
    return ByteRange.parse(applies ? request.getHeader("Range") : null, size);
  }

  private void send(HttpServerRequest request, Upload file, ByteRange.Wish wish) {
    HttpServerResponse response = request.response();
    if (wish instanceof ByteRange.Wish.Nothing) {
      response.putHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + file.bytes());
      HttpStatus.send(request, 416);
      return;
    }
    ByteRange range = new ByteRange(0, file.bytes() - 1);
    if (wish instanceof ByteRange.Wish.Part part) {
      range = part.range();
      response.setStatusCode(206);
      response.putHeader(HttpHeaders.CONTENT_RANGE, range.header(file.bytes()));
    }
    response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(range.length()));
    if (HttpMethod.HEAD.equals(request.method())) {
      response.end();
      return;
    }
    files
        .send(file.id(), range.first(), range.length(), response)
        .onFailure(cause -> failed(request, file, cause));
  }

  private static void failed(HttpServerRequest request, Upload file, Throwable cause) {
    if (request.response().closed()) {
      LOG.debug("a download was given up: {}", cause.toString());
      return;
    }
    boolean isAway = cause instanceof ContentStore.AwayException;
    if (isAway) {
      LOG.warn("file {} cannot be read for now: {}", file.id(), cause.getMessage());
    } else {
      LOG.error("file {} cannot be read", file.id(), cause);
    }
    HttpServerResponse response = request.response();
    if (!response.headWritten()) {
      response.headers().remove(HttpHeaders.CONTENT_LENGTH).remove(HttpHeaders.CONTENT_RANGE);
    }
    HttpStatus.send(request, isAway ? 503 : 500);
  }

  private static void describe(Upload file, HttpServerResponse response) {
    String type = file.type() == null ? ContentType.UNKNOWN : file.type();
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, ContentType.served(type))
        .putHeader(
            "Content-Disposition",
            (ContentType.isShown(type) ? "inline" : "attachment")
                + "; filename*=UTF-8''"
                + Addresses.encoded(file.name()));
  }

  /** The content of an address never changes: what is later there is another file. */
  private static String tag(Upload file) {
    return "\"" + Long.toHexString(file.created().toEpochMilli()) + "-" + file.bytes() + "\"";
  }

  /** RFC 9110 §13.1.2, by weak comparison. */
  static boolean isKnown(@Nullable String header, String tag) {
    if (header == null) {
      return false;
    }
    for (String known : header.split(",", -1)) {
      String word = known.strip();
      if (word.equals("*") || word.equals(tag) || word.equals("W/" + tag)) {
        return true;
      }
    }
    return false;
  }
}

package dev.parley.modules.upload;

import dev.parley.core.http.HttpStatus;
import dev.parley.core.storage.StorageException;
import dev.parley.core.storage.UploadStore;
import dev.parley.core.storage.UploadStore.State;
import dev.parley.core.storage.UploadStore.Upload;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the files for slots (XEP-0363 §7): the announced size and type, once, in time. */
final class Receiver {
  private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

  /** A file that takes longer is given up; what is too slow ends before. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private final UploadStore uploads;
  private final ContentStore files;
  private final Supplier<UploadSettings> settings;
  private final InstantSource clock;

  Receiver(
      UploadStore uploads,
      ContentStore files,
      Supplier<UploadSettings> settings,
      InstantSource clock) {
    this.uploads = uploads;
    this.files = files;
    this.settings = settings;
    this.clock = clock;
  }

  /** Answers a PUT; the request is paused. */
  void put(HttpServerRequest request, Addresses.Target target) {
    Instant now = clock.instant();
    uploads
        .find(target.id(), now)
        .compose(found -> {
          int refusal = refusal(request, target, found);
          return refusal != 0
              ? Future.failedFuture(new RefusedException(refusal))
              : take(request, found.orElseThrow(), now);
        })
        .onSuccess(taken -> request.response().setStatusCode(201).end())
        .onFailure(cause -> HttpStatus.send(request, status(cause, request)));
  }

  /** 0 if the request fits the slot. */
  static int refusal(HttpServerRequest request, Addresses.Target target, Optional<Upload> found) {
    String key = target.key();
    if (found.isEmpty() || key == null || !found.get().name().equals(target.name())) {
      return 404;
    }
    Upload slot = found.get();
    if (!MessageDigest.isEqual(Keys.hash(key), slot.key())) {
      return 403;
    }
    if (slot.state() != State.SLOT) {
      return 409;
    }
    return refusal(
        slot,
        request.getHeader(HttpHeaders.CONTENT_LENGTH),
        request.getHeader(HttpHeaders.CONTENT_TYPE),
        request.getHeader(HttpHeaders.CONTENT_ENCODING));
  }

  /** XEP-0363 §7; 0 if the headers fit the slot. A type that is not said cannot be a wrong one. */
  static int refusal(
      Upload slot, @Nullable String length, @Nullable String type, @Nullable String encoding) {
    if (length == null) {
      return 411;
    }
    long bytes = Long.parseLong(length);
    if (bytes != slot.bytes()) {
      return bytes > slot.bytes() ? 413 : 400;
    }
    boolean isOtherType =
        type != null && slot.type() != null && !slot.type().equals(ContentType.plain(type));
    return isOtherType || (encoding != null && !encoding.equalsIgnoreCase("identity")) ? 415 : 0;
  }

  private Future<Void> take(HttpServerRequest request, Upload slot, Instant now) {
    return uploads
        .begin(slot, now.plus(LONGEST), now)
        .compose(begun ->
            begun ? receive(request, slot) : Future.failedFuture(new RefusedException(409)));
  }

  private Future<Void> receive(HttpServerRequest request, Upload slot) {
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      request.response().writeContinue();
    }
    return files
        .put(slot.id(), slot.bytes(), request)
        .recover(cause ->
            uploads
                .abandon(slot, clock.instant().plus(settings.get().slotTimeout()))
                .transform(given -> Future.failedFuture(cause)))
        .compose(safe -> uploads.complete(slot, type(request, slot), clock.instant()))
        .compose(complete ->
            complete
                ? Future.succeededFuture()
                : files
                    .delete(slot.id())
                    .compose(gone -> Future.failedFuture(new RefusedException(404))));
  }

  private static String type(HttpServerRequest request, Upload slot) {
    String announced = slot.type();
    String said = request.getHeader(HttpHeaders.CONTENT_TYPE);
    String plain = announced == null && said != null ? ContentType.plain(said) : announced;
    return plain == null ? ContentType.UNKNOWN : plain;
  }

  private static int status(Throwable cause, HttpServerRequest request) {
    if (cause instanceof RefusedException refused) {
      return refused.status;
    }
    if (cause instanceof ContentStore.SizeException) {
      return 400;
    }
    if (cause instanceof StorageException) {
      return 503;
    }
    if (cause instanceof ContentStore.AwayException) {
      LOG.warn("an upload could not be kept: {}", cause.getMessage());
      return 503;
    }
    if (request.response().closed()) {
      LOG.debug("an upload was given up: {}", cause.toString());
      return 400;
    }
    LOG.error("an upload could not be kept", cause);
    return cause instanceof IOException ? 507 : 500;
  }

  /** The answer is this status. */
  private static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;

    RefusedException(int status) {
      super(String.valueOf(status), null, false, false);
      this.status = status;
    }
  }
}

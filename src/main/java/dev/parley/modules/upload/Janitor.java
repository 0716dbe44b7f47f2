package dev.parley.modules.upload;

import dev.parley.core.storage.UploadStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what has expired: first the bytes, then the row, so that no bytes are forgotten. */
final class Janitor {
  private static final Logger LOG = LoggerFactory.getLogger(Janitor.class);
  private static final long ROUND_MILLIS = 30_000;
  private static final int PAGE = 100;

  private final Vertx vertx;
  private final UploadStore uploads;
  private final ContentStore files;
  private final InstantSource clock;
  private long timer = -1;
  private boolean working;

  Janitor(Vertx vertx, UploadStore uploads, ContentStore files, InstantSource clock) {
    this.vertx = vertx;
    this.uploads = uploads;
    this.files = files;
    this.clock = clock;
  }

  /** Cleans up after the last run, then goes round from time to time. */
  void start(Duration slotTimeout) {
    timer = vertx.setPeriodic(ROUND_MILLIS, id -> round());
    uploads
        .recover(clock.instant().plus(slotTimeout))
        .onFailure(cause -> LOG.warn("slots in use stay so for now: {}", cause.toString()))
        .onComplete(recovered -> round());
  }

  void stop() {
    vertx.cancelTimer(timer);
  }

  private void round() {
    if (working) {
      return;
    }
    working = true;
    sweep()
        .onFailure(cause -> LOG.warn("expired uploads stay for now: {}", cause.toString()))
        .onComplete(done -> working = false);
  }

  /** Deletes all that has expired, a page at a time. */
  Future<Void> sweep() {
    return uploads
        .expired(clock.instant(), PAGE)
        .compose(ids ->
            delete(ids).compose(deleted -> ids.size() < PAGE ? Future.succeededFuture() : sweep()));
  }

  /** Files that could not be deleted keep their rows: they are for the next round. */
  private Future<Void> delete(List<String> ids) {
    List<Future<Void>> deletions = ids.stream().map(files::delete).toList();
    return Future.join(deletions)
        .transform(ended -> {
          List<String> gone =
              IntStream.range(0, ids.size())
                  .filter(i -> deletions.get(i).succeeded())
                  .mapToObj(ids::get)
                  .toList();
          return (gone.isEmpty() ? Future.<Void>succeededFuture() : uploads.remove(gone))
              .compose(removed ->
                  ended.succeeded()
                      ? Future.succeededFuture()
                      : Future.failedFuture(ended.cause()));
        });
  }
}

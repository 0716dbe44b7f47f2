package dev.parley.modules.archive;

import dev.parley.core.archive.Expiry;
import dev.parley.core.home.RowIds;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.storage.ArchiveUpkeep;
import dev.parley.core.storage.ArchiveUpkeep.Archive;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets messages go when they are older than their owner or domain wants, and the archives of those
 * who are gone. It goes through all archives one after the other.
 */
public final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final long HOUR_MILLIS = 3_600_000;
  private static final int PAGE = 200;

  private final ArchiveUpkeep upkeep;
  private final Expiry expiry;
  private final Supplier<JsonObject> settings;
  private final InstantSource clock;
  private boolean running;

  /**
   * Does nothing until {@link #run}.
   *
   * @param settings of the module, as they are at the time of asking
   */
  public Retention(ArchiveUpkeep upkeep, Supplier<JsonObject> settings, InstantSource clock) {
    this.upkeep = upkeep;
    this.expiry = new Expiry(upkeep);
    this.settings = settings;
    this.clock = clock;
  }

  /** Runs once an hour as long as the module does. */
  static void start(ModuleContext context) {
    Retention retention =
        new Retention(context.storage().archiveUpkeep(), context::settings, InstantSource.system());
    long timer = context.vertx().setPeriodic(HOUR_MILLIS, due -> retention.runIfIdle());
    context.onStop(() -> context.vertx().cancelTimer(timer));
  }

  private void runIfIdle() {
    if (!running) {
      running = true;
      run()
          .onComplete(ended -> running = false)
          .onFailure(cause -> LOG.warn("old messages were not deleted: {}", cause.getMessage()));
    }
  }

  /** Goes once through all archives; gives how many messages were deleted. */
  public Future<Long> run() {
    return page(0, 0)
        .onSuccess(deleted -> {
          if (deleted > 0) {
            LOG.info("deleted {} messages from archives", deleted);
          }
        });
  }

  private Future<Long> page(long afterNumber, long deleted) {
    return upkeep
        .archives(afterNumber, PAGE)
        .compose(archives -> {
          Future<Long> all = Future.succeededFuture(deleted);
          for (Archive archive : archives) {
            all = all.compose(before -> expire(archive).map(more -> before + more));
          }
          return archives.size() < PAGE
              ? all
              : all.compose(sum -> page(archives.get(PAGE - 1).number(), sum));
        });
  }

  private Future<Long> expire(Archive archive) {
    if (archive.owner() == null) {
      return expiry
          .delete(archive, Long.MAX_VALUE)
          .compose(deleted -> upkeep.forget(archive).map(deleted));
    }
    int days = days(archive.owner(), archive, settings.get());
    if (days == 0) {
      return Future.succeededFuture(0L);
    }
    long before = RowIds.first(clock.millis() - Duration.ofDays(days).toMillis());
    return archive.oldest() == 0 || archive.oldest() >= before
        ? Future.succeededFuture(0L)
        : expiry.delete(archive, before);
  }

  /** For how many days an archive keeps its messages; 0 for ever. */
  static int days(Jid owner, Archive archive, JsonObject settings) {
    Integer own = archive.keepDays();
    if (own != null) {
      return own;
    }
    JsonObject domains = settings.getJsonObject("keepDaysByDomain", new JsonObject());
    return domains.getInteger(owner.domain(), settings.getInteger("keepDays", 0));
  }
}

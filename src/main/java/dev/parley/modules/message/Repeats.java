package dev.parley.modules.message;

import dev.parley.core.bus.Origin;
import dev.parley.core.home.AccountTask;
import dev.parley.core.home.Archive;
import dev.parley.core.home.Archive.Direction;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.RowIds;
import dev.parley.core.module.Failures;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Knows again what a client sends a second time because the server was killed before the first was
 * acknowledged: {@link Resends} beyond the life of the process. Each home looks into the archives
 * of its own accounts, since the rows of both sides are committed apart.
 *
 * <p>Only what may be such a message costs a look: with an origin id, early in a session with
 * XEP-0198, within a day of the start of the server.
 */
final class Repeats {
  /** Clients repeat what was not acknowledged as soon as they have a session. */
  static final int EARLY = 100;

  private static final Duration WINDOW = Duration.ofDays(1);

  private final Home home;
  private final InstantSource clock;
  private final long began;

  Repeats(Home home, InstantSource clock) {
    this.home = home;
    this.clock = clock;
    this.began = clock.millis();
  }

  /** True if it is worth a look whether this has come before. */
  boolean isSuspect(Message message, @Nullable Origin origin) {
    return origin != null
        && origin.sequence() <= EARLY
        && home.archive() != null
        && Resends.isNamed(message)
        && clock.millis() - began < WINDOW.toMillis();
  }

  /**
   * Looks for the row of a message that has come before the server started.
   *
   * @param known hears of it, if there is one, in the account's turn; what comes next for the
   *     account waits for that
   */
  void look(Jid owner, Message message, Direction direction, Consumer<Archive.Recorded> known) {
    home.with(
        owner,
        new AccountTask() {
          @Override
          public void run(LiveAccount account) {
            account
                .lane()
                .hold(find(account, message, direction).onSuccess(row -> row.ifPresent(known)));
          }

          @Override
          public void failed(Throwable cause) {
            // The message itself fails likewise, behind this.
          }
        });
  }

  private Future<Optional<Archive.Recorded>> find(
      LiveAccount account, Message message, Direction direction) {
    Archive archive = home.archive();
    if (archive == null) {
      return Future.succeededFuture(Optional.empty());
    }
    long start = home.rowIds().began();
    long after = RowIds.first(RowIds.millis(start) - WINDOW.toMillis());
    return archive
        .find(account, message, direction, after, start)
        .onFailure(cause -> Failures.note("messages may come twice", cause))
        .otherwise(Optional.empty());
  }
}

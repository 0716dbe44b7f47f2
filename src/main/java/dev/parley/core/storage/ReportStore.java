package dev.parley.core.storage;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was reported to the operator (XEP-0377). All fail with {@link StorageException}. */
public interface ReportStore {
  /**
   * One report.
   *
   * @param id short, unpredictable
   * @param at when it came, to the millisecond
   * @param reporter an account, bare, or the domain that has forwarded it
   * @param reported who is said to have done it
   * @param reason a URN, as {@code urn:xmpp:reporting:spam}
   * @param text what the reporter says; null if nothing
   * @param messages the messages it is about, as XML, one after the other; empty if none
   * @param closed when an operator has dealt with it; null while it is open
   */
  record Report(
      String id,
      Instant at,
      Jid reporter,
      Jid reported,
      String reason,
      @Nullable String text,
      String messages,
      @Nullable Instant closed) {}

  /** Adds one; completes when it would survive a crash. */
  Future<Void> add(Report report);

  /**
   * The newest ones, newest first, without their messages.
   *
   * @param closed whether those are wanted too that have been dealt with
   */
  Future<List<Report>> newest(boolean closed, int limit);

  /** One of them; empty if there is none with that id. */
  Future<Optional<Report>> find(String id);

  /** Marks one as dealt with; false if there is none that is open. */
  Future<Boolean> close(String id, Instant when);

  /** Removes those that came before a moment; tells how many. */
  Future<Integer> removeBefore(Instant moment);
}

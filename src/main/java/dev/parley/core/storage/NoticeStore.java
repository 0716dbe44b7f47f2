package dev.parley.core.storage;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** What everybody hears who comes (XEP-0133 §4.26). All fail with {@link StorageException}. */
public interface NoticeStore {
  /** Whom a notice is for. */
  enum Kind {
    /** Everybody, once. */
    MOTD,
    /** Accounts made since, when they come for the first time. */
    WELCOME
  }

  /**
   * One notice.
   *
   * @param id another one for another notice; the same for one whose words were corrected
   * @param since when it was set, to the millisecond
   */
  record Notice(Kind kind, String id, String text, Instant since) {}

  /** All that there are; at most one of a kind. */
  Future<List<Notice>> all();

  /** Sets that of a kind. */
  Future<Void> put(Notice notice);

  /** Takes that of a kind away; false if there was none. */
  Future<Boolean> remove(Kind kind);
}

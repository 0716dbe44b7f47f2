package dev.parley.core.storage;

import org.jspecify.annotations.Nullable;

/**
 * The storage did not do what was asked.
 *
 * <p>A write that failed with {@link Kind#UNAVAILABLE} may still have happened: the database can
 * vanish between its commit and its answer. With every other kind it has not.
 */
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why it failed; says what the caller can do about it. */
  public enum Kind {
    /** The database cannot be reached, or does not answer in time; it will be tried again. */
    UNAVAILABLE,
    /** More is asked than the database keeps up with; the same call may succeed a moment later. */
    OVERLOADED,
    /** There is no room left for a write. */
    FULL,
    /** A row with this key exists. */
    CONFLICT,
    /** The account does not exist, or was deleted meanwhile. */
    NO_ACCOUNT,
    /** Stored data is damaged, or the database refused a statement of ours. */
    BROKEN
  }

  private final Kind kind;

  /** A failure with the reason in words; the message never holds stored data or passwords. */
  public StorageException(Kind kind, String message) {
    this(kind, message, null);
  }

  /** A failure caused by another. */
  public StorageException(Kind kind, String message, @Nullable Throwable cause) {
    // Without a stack trace: an outage makes thousands of these, and the cause has one.
    super(message, cause, false, false);
    this.kind = kind;
  }

  /** Why it failed. */
  public Kind kind() {
    return kind;
  }
}

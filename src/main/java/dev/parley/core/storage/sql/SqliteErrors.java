package dev.parley.core.storage.sql;

import dev.parley.core.storage.StorageException;
import dev.parley.core.storage.StorageException.Kind;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What the result codes of SQLite mean for us (https://sqlite.org/rescode.html). */
final class SqliteErrors {

  private SqliteErrors() {}

  /** The failure that the caller of a statement gets. */
  static StorageException toStorage(SQLException cause) {
    SQLiteErrorCode code = code(cause);
    return switch (code) {
      case SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_ROWID ->
          failure(Kind.CONFLICT, "there is such a row", cause);
      case SQLITE_CONSTRAINT_FOREIGNKEY ->
          failure(Kind.NO_ACCOUNT, "there is no such account", cause);
      default ->
          switch (primary(code)) {
            case SQLITE_FULL -> failure(Kind.FULL, "the disk is full", cause);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                failure(Kind.UNAVAILABLE, "another process holds the database", cause);
            case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_NOMEM ->
                failure(Kind.UNAVAILABLE, "the database file cannot be used: " + code, cause);
            default -> failure(Kind.BROKEN, "SQLite refuses a statement: " + code, cause);
          };
    };
  }

  /** True if only the statement failed, and the transaction around it can go on. */
  static boolean isOfStatement(SQLException cause) {
    return switch (primary(code(cause))) {
      case SQLITE_CONSTRAINT, SQLITE_TOOBIG, SQLITE_MISMATCH, SQLITE_ERROR, SQLITE_RANGE -> true;
      default -> false;
    };
  }

  /** True if the disk would not flush: what is on it is unknown from then on. */
  static boolean isFlushFailure(SQLException cause) {
    SQLiteErrorCode code = code(cause);
    return code == SQLiteErrorCode.SQLITE_IOERR_FSYNC
        || code == SQLiteErrorCode.SQLITE_IOERR_DIR_FSYNC;
  }

  static SQLiteErrorCode code(SQLException cause) {
    return cause instanceof SQLiteException known
        ? known.getResultCode()
        : SQLiteErrorCode.UNKNOWN_ERROR;
  }

  /** The code without its extension: {@code SQLITE_IOERR} of {@code SQLITE_IOERR_FSYNC}. */
  static SQLiteErrorCode primary(SQLiteErrorCode code) {
    return SQLiteErrorCode.getErrorCode(code.code & 0xff);
  }

  private static StorageException failure(Kind kind, String message, SQLException cause) {
    return new StorageException(kind, message, cause);
  }
}

package dev.parley.core.storage.sql;

import dev.parley.core.storage.StorageException;
import dev.parley.core.storage.StorageException.Kind;
import dev.parley.core.storage.StorageOpenException;
import io.vertx.pgclient.PgException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** What the error codes of PostgreSQL mean for us (its manual, appendix A). */
final class PgErrors {

  /** The class of failures to connect. */
  private static final String CONNECTION = "08";

  private PgErrors() {}

  /** The failure that the caller of a statement gets. */
  static StorageException toStorage(Throwable cause) {
    if (cause instanceof StorageException known) {
      return known;
    }
    String state = state(cause);
    if (state == null) {
      return new StorageException(Kind.UNAVAILABLE, "the connection to the database broke", cause);
    }
    return switch (state) {
      case "23505" -> new StorageException(Kind.CONFLICT, "there is such a row", cause);
      case "23503" -> new StorageException(Kind.NO_ACCOUNT, "there is no such account", cause);
      case "53100" -> new StorageException(Kind.FULL, "the database's disk is full", cause);
      case "57014", "55P03", "40001", "40P01" ->
          new StorageException(Kind.UNAVAILABLE, "the database took too long", cause);
      default ->
          isOfServer(state)
              ? new StorageException(Kind.UNAVAILABLE, "the database is unavailable", cause)
              : new StorageException(
                  Kind.BROKEN, "PostgreSQL refuses a statement: " + state, cause);
    };
  }

  /** True if PostgreSQL refused a statement itself: another one may do better. */
  static boolean isOfStatement(Throwable cause) {
    String state = state(cause);
    return state != null && !isOfServer(state) && !state.startsWith("53");
  }

  /** True if this connection is of no more use. */
  static boolean isOfConnection(Throwable cause) {
    String state = state(cause);
    return state == null ? !(cause instanceof StorageException) : isOfServer(state);
  }

  /**
   * Connection failures, too many connections, no memory, shutdown, broken disk, and a server that
   * has become a standby.
   */
  private static boolean isOfServer(String state) {
    return state.startsWith("08")
        || state.startsWith("57P")
        || state.startsWith("58")
        || state.startsWith("XX")
        || state.equals("25006")
        || state.equals("53200")
        || state.equals("53300");
  }

  /** One sentence for the person who starts us. */
  static StorageOpenException toOpen(PgAddress address, Throwable cause) {
    if (cause instanceof StorageOpenException known) {
      return known;
    }
    String state = state(cause);
    String at = "PostgreSQL at " + address;
    if (state == null || state.startsWith(CONNECTION)) {
      String reason = reason(cause).replaceFirst("\\.$", "");
      return new StorageOpenException(at + " cannot be reached: " + reason + ".", cause);
    }
    String sentence =
        switch (state) {
          case "28P01", "28000" ->
              at + " does not let user " + address.user() + " in: wrong password or not allowed.";
          case "3D000" -> at + " has no such database; make it with createdb.";
          case "42501" ->
              at
                  + " does not let user "
                  + address.user()
                  + " make tables: make the user its owner.";
          case "53300" -> at + " has no free connection.";
          case "53100" -> at + " has no space left on its disk.";
          case "57P03" -> at + " is starting or stopping.";
          default -> at + " refuses us: " + cause.getMessage() + ".";
        };
    return new StorageOpenException(sentence, cause);
  }

  private static String reason(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof UnknownHostException) {
        return "its name is unknown";
      }
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  /** The SQLSTATE, null if the failure is not an answer of the server. */
  private static @Nullable String state(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof PgException answer) {
        return answer.getSqlState();
      }
      if (at instanceof java.sql.SQLException answer && answer.getSQLState() != null) {
        return answer.getSQLState();
      }
    }
    return null;
  }
}

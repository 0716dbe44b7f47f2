package dev.parley.core.storage.sql;

import dev.parley.core.storage.StorageException;
import dev.parley.core.storage.StorageException.Kind;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * One row of an answer. The accessors throw {@link StorageException} of kind BROKEN if the value
 * has another type: SQLite stores anything in any column, so a damaged file can hold it.
 */
final class Row {
  private final @Nullable Object[] values;

  Row(@Nullable Object[] values) {
    this.values = values;
  }

  /** Text of a column, counted from 0. */
  String text(int column) {
    if (values[column] instanceof String text) {
      return text;
    }
    throw damaged(column);
  }

  /** Text or null. */
  @Nullable String textOrNull(int column) {
    return values[column] == null ? null : text(column);
  }

  /** A whole number. */
  long number(int column) {
    if (values[column] instanceof Long || values[column] instanceof Integer) {
      return ((Number) values[column]).longValue();
    }
    throw damaged(column);
  }

  /** A truth value; SQLite has 0 and 1. */
  boolean flag(int column) {
    return values[column] instanceof Boolean flag ? flag : number(column) != 0;
  }

  /** Bytes. */
  byte[] bytes(int column) {
    if (values[column] instanceof byte[] bytes) {
      return bytes;
    }
    if (values[column] instanceof Buffer buffer) {
      return buffer.getBytes();
    }
    throw damaged(column);
  }

  /** True if the column is null. */
  boolean isNull(int column) {
    return values[column] == null;
  }

  private static StorageException damaged(int column) {
    return new StorageException(Kind.BROKEN, "column " + column + " has a wrong type");
  }
}

package dev.parley.core.config;

import org.jspecify.annotations.Nullable;

/**
 * The `storage` block: where accounts, contacts and messages are kept.
 *
 * @param url {@code sqlite:PATH}, the path relative to the data folder, or {@code
 *     postgresql://user@host:port/database?sslmode=…}
 * @param password of the PostgreSQL user, from {@code storage.password} or {@code
 *     storage.passwordFile}; wins over one in the URL; null if there is none apart
 * @param sync what a commit waits for
 * @param connections connections to PostgreSQL, or reader threads of SQLite
 */
public record StorageConfig(String url, @Nullable String password, Sync sync, int connections) {
  public static final StorageConfig DEFAULT =
      new StorageConfig("sqlite:parley.db", null, Sync.FULL, 4);

  public StorageConfig {
    Check.that(
        url.startsWith("sqlite:") || url.startsWith("postgresql:"),
        "url",
        "must begin with sqlite: or postgresql:");
    Check.range("connections", connections, 1, 1_000);
  }

  /** What a commit waits for before it counts. */
  public enum Sync {
    /** Flushed to disk: survives a power cut. */
    FULL,
    /** Handed to the operating system: survives a crash of the server. */
    NORMAL
  }

  /** Without the password, so that it cannot reach a log. */
  @Override
  public String toString() {
    return "StorageConfig[url="
        + url.replaceFirst("//([^:@/]*):[^@/]*@", "//$1:***@")
        + ", sync="
        + sync
        + ", connections="
        + connections
        + "]";
  }
}

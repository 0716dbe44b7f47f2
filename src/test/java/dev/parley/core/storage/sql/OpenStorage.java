package dev.parley.core.storage.sql;

import dev.parley.core.config.StorageConfig;
import dev.parley.core.config.StorageConfig.Sync;
import dev.parley.core.storage.Storage;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Opens a storage, prints what it is, and ends; needs no class of a test library. */
final class OpenStorage {

  private OpenStorage() {}

  public static void main(String[] arguments) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Vertx vertx = Vertx.vertx();
    long begin = System.nanoTime();
    Storage.open(vertx, new StorageConfig(arguments[0], null, Sync.FULL, 2), Path.of(arguments[1]))
        .compose(storage -> {
          out.println(storage.description());
          out.println("opened in " + (System.nanoTime() - begin) / 1_000_000 + " ms");
          return storage
              .accounts()
              .count("example.com")
              .onSuccess(count -> out.println(count + " accounts"))
              .eventually(storage::close);
        })
        .onFailure(cause -> out.println(cause.getMessage()))
        .eventually(vertx::close);
  }
}

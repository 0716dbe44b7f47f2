package dev.parley.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/**
 * Vert.x as the server uses it.
 *
 * @param eventLoops how many it has
 */
public record Engine(Vertx vertx, int eventLoops) {
  /** As many event loops as processors, so that none waits for another's turn. */
  public static Engine start() {
    int loops = Math.max(2, Runtime.getRuntime().availableProcessors());
    return new Engine(Vertx.vertx(options(loops)), loops);
  }

  /** Options of a Vert.x that writes no files of its own. */
  public static VertxOptions options(int eventLoops) {
    return new VertxOptions()
        .setEventLoopPoolSize(eventLoops)
        .setPreferNativeTransport(true)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }
}

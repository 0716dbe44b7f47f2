package dev.parley.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/**
 * Vert.x as the server uses it.
 *
 * @param eventLoops how many it has
 */
record Engine(Vertx vertx, int eventLoops) {
  /** As many event loops as processors, so that none waits for another's turn. */
  static Engine start() {
    int loops = Math.max(2, Runtime.getRuntime().availableProcessors());
    VertxOptions options =
        new VertxOptions()
            .setEventLoopPoolSize(loops)
            .setPreferNativeTransport(true)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false));
    return new Engine(Vertx.vertx(options), loops);
  }
}

package dev.parley.server;

import dev.parley.transport.http.Entrances;
import dev.parley.transport.http.GuardedTransport;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/**
 * Vert.x as the server uses it.
 *
 * @param eventLoops how many it has
 * @param entrances where connections to its ports of HTTP come in
 */
public record Engine(Vertx vertx, int eventLoops, Entrances entrances) {
  /** As many event loops as processors, so that none waits for another's turn. */
  public static Engine start() {
    int loops = Math.max(2, Runtime.getRuntime().availableProcessors());
    Entrances entrances = new Entrances();
    Vertx vertx =
        Vertx.builder().with(options(loops)).withTransport(new GuardedTransport(entrances)).build();
    return new Engine(vertx, loops, entrances);
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

package dev.parley.cli;

import dev.parley.core.MayBlock;
import dev.parley.core.config.json.ConfigSource;
import dev.parley.server.Engine;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * What a server needs whatever its configuration says, loaded while that is still being read: with
 * two processors it is there when it is asked for.
 */
@MayBlock
final class HeadStart {
  private final FutureTask<Engine> engine = new FutureTask<>(Engine::start);

  private HeadStart() {}

  /** Begins, on threads of its own. */
  static HeadStart begin() {
    var begun = new HeadStart();
    thread("parley-start-engine", begun.engine);
    thread("parley-start-schema", ConfigSource::schema);
    return begun;
  }

  private static void thread(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** The engine, which the caller closes. */
  Engine engine() {
    try {
      return engine.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Vert.x does not start: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailureException("Interrupted.");
    }
  }
}

package dev.parley.core.auth;

import dev.parley.core.auth.sasl.SaslError;
import dev.parley.core.auth.sasl.SaslException;
import dev.parley.core.auth.sasl.ScramHash;
import dev.parley.core.storage.ScramKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/**
 * Hashes passwords, slowly on purpose, on threads of its own. What would wait too long is refused
 * at once: futures then fail with {@code temporary-auth-failure}.
 *
 * <p>Safe for all threads; futures complete on the context of the caller.
 */
public final class PasswordHasher {
  /** Tasks for each thread, waiting or under way; some seconds of work. */
  private static final int TASKS_PER_THREAD = 128;

  private static final long WARN_AFTER_SECONDS = 30;

  private final WorkerExecutor threads;
  private final int maxTasks;
  private final AtomicInteger tasks = new AtomicInteger();
  private final AtomicLong finished = new AtomicLong();
  private final SecureRandom random = new SecureRandom();
  private final IntSupplier iterations;

  /**
   * Starts the threads.
   *
   * @param threadCount at least 1; 0 takes one for each processor
   * @param iterations of keys it makes
   */
  public PasswordHasher(Vertx vertx, int threadCount, int iterations) {
    this(vertx, threadCount, () -> iterations);
  }

  /**
   * Starts the threads.
   *
   * @param threadCount at least 1; 0 takes one for each processor
   * @param iterations of the keys it makes from the time of asking on
   */
  public PasswordHasher(Vertx vertx, int threadCount, IntSupplier iterations) {
    int count = threadCount == 0 ? Runtime.getRuntime().availableProcessors() : threadCount;
    this.threads =
        vertx.createSharedWorkerExecutor(
            "parley-passwords", count, WARN_AFTER_SECONDS, TimeUnit.SECONDS);
    this.maxTasks = count * TASKS_PER_THREAD;
    this.iterations = iterations;
  }

  /** How many times it has hashed, whether a password was right or not. */
  public long finished() {
    return finished.get();
  }

  /** Makes keys for all hashes. */
  Future<List<ScramKey>> keys(Password password) {
    return run(() -> ScramKeys.of(password, iterations.getAsInt(), random));
  }

  /** Makes keys for some hashes, with salt and iterations of others of the same mechanism. */
  Future<List<ScramKey>> keysLike(Password password, List<ScramKey> others) {
    return run(() -> ScramKeys.like(password, others));
  }

  /** Iterations of the keys it makes now. */
  public int iterations() {
    return iterations.getAsInt();
  }

  /** StoredKey (RFC 5802 §3) of this password with the key's salt and iterations. */
  Future<byte[]> storedKey(ScramKey key, ScramHash hash, Password password) {
    return run(() -> ScramKeys.storedKey(key, hash, password));
  }

  private <T> Future<T> run(Callable<T> task) {
    if (tasks.incrementAndGet() > maxTasks) {
      tasks.decrementAndGet();
      return Future.failedFuture(
          new SaslException(SaslError.TEMPORARY_AUTH_FAILURE, "Too busy; try again later"));
    }
    return threads
        .executeBlocking(task, false)
        .onComplete(hashed -> {
          tasks.decrementAndGet();
          finished.incrementAndGet();
        })
        .map(result -> Objects.requireNonNull(result));
  }

  /** Ends the threads; what waits is not done. */
  public Future<Void> close() {
    return threads.close();
  }
}

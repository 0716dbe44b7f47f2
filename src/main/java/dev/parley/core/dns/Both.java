package dev.parley.core.dns;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/**
 * Brings the answers about IPv6 and IPv4 together: waits for both, but once there are addresses of
 * one kind only for a moment longer (RFC 8305 §3, “Resolution Delay”), so that a name server that
 * does not answer about one kind delays nobody. For one context.
 */
final class Both {
  private static final long MILLIS_LONGER = 50;

  private final Vertx vertx;
  private final Promise<Addresses> promise;
  private @Nullable Answer six;
  private @Nullable Answer four;

  Both(Vertx vertx, Promise<Addresses> promise) {
    this.vertx = vertx;
    this.promise = promise;
  }

  void ask(Future<Answer> aaaa, Future<Answer> a) {
    aaaa.onSuccess(answer -> {
      six = answer;
      check(answer);
    });
    a.onSuccess(answer -> {
      four = answer;
      check(answer);
    });
  }

  private void check(Answer latest) {
    if (six != null && four != null) {
      end();
    } else if (latest instanceof Answer.Found) {
      vertx.setTimer(MILLIS_LONGER, late -> end());
    }
  }

  private void end() {
    promise.tryComplete(Addresses.of(six, four));
  }
}

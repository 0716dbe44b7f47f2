package dev.parley.core.dns;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Record;

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
    promise.tryComplete(
        new Addresses(
            addresses(six), addresses(four), isAuthentic(six) && isAuthentic(four), failure()));
  }

  private static List<InetAddress> addresses(@Nullable Answer answer) {
    return answer instanceof Answer.Found found
        ? found.records().stream().limit(Addresses.MOST).map(Both::address).toList()
        : List.of();
  }

  private static InetAddress address(Record record) {
    return record instanceof AAAARecord six ? six.getAddress() : ((ARecord) record).getAddress();
  }

  private static boolean isAuthentic(@Nullable Answer answer) {
    return answer != null && answer.isAuthentic();
  }

  private @Nullable String failure() {
    for (var answer : new @Nullable Answer[] {four, six}) {
      if (answer instanceof Answer.Failed failed) {
        return failed.reason();
      }
    }
    return null;
  }
}

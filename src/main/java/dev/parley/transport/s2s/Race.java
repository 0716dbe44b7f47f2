package dev.parley.transport.s2s;

import dev.parley.core.federation.Candidate;
import dev.parley.core.federation.HappyEyeballs;
import dev.parley.core.federation.NoTargetException;
import dev.parley.core.federation.Target;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.net.NetSocketInternal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the first of several hosts that answers (XEP-0495, RFC 8305): the best place first,
 * the next one beside it after a moment or once an attempt has failed, and hosts of lower priority
 * only when nothing else is left. Who comes late is let go. Runs on one context.
 */
final class Race {
  private final String domain;
  private final List<List<Candidate>> groups;
  private final Context context;
  private final Function<Target, Future<NetSocketInternal>> connect;
  private final Set<Target> tried = new HashSet<>();
  private final Set<Target> running = new HashSet<>();
  private final List<HappyEyeballs.Known> known = new ArrayList<>();
  private final List<Throwable> missing = new ArrayList<>();
  private Promise<Connected> won = Promise.promise();
  private @Nullable String reason;
  private int group;
  private int unanswered;
  private boolean begun;
  private boolean waiting;
  private boolean due;
  private int started;

  /**
   * The first of all.
   *
   * @param target that the connection leads to
   */
  record Connected(NetSocketInternal socket, Target target) {}

  /**
   * @param connect makes one attempt, on the context
   */
  Race(
      String domain,
      List<List<Candidate>> groups,
      Context context,
      Function<Target, Future<NetSocketInternal>> connect) {
    this.domain = domain;
    this.groups = groups;
    this.context = context;
    this.connect = connect;
  }

  /** Fails with a {@link NoTargetException} if there is nowhere to go. */
  Future<Connected> start() {
    ask();
    return won.future();
  }

  /** The same with those that have not been tried; fails if none is left. */
  Future<Connected> again() {
    won = Promise.promise();
    tried.removeAll(running);
    running.clear();
    next();
    return won.future();
  }

  /** The addresses of the next group. */
  private void ask() {
    known.clear();
    begun = false;
    waiting = false;
    if (group == groups.size()) {
      won.tryFail(
          reason == null
              ? NoTargetException.of(domain, missing)
              : new NoTargetException(reason, false));
      return;
    }
    var hosts = groups.get(group++);
    int asking = group;
    unanswered = 2 * hosts.size();
    for (int i = 0; i < hosts.size(); i++) {
      int host = i;
      known.add(HappyEyeballs.Known.NOTHING);
      var places = hosts.get(i).ask();
      places
          .six()
          .onComplete(answer -> context.runOnContext(here -> answered(asking, host, true, answer)));
      places
          .four()
          .onComplete(
              answer -> context.runOnContext(here -> answered(asking, host, false, answer)));
    }
  }

  private void answered(int asked, int host, boolean isSix, AsyncResult<List<Target>> answer) {
    if (asked != group) {
      return;
    }
    unanswered--;
    if (answer.failed()) {
      missing.add(answer.cause());
    }
    var places = answer.succeeded() ? answer.result() : List.<Target>of();
    var before = known.get(host);
    known.set(
        host,
        isSix
            ? new HappyEyeballs.Known(places, before.four())
            : new HappyEyeballs.Known(before.six(), places));
    if (begun) {
      if (due || running.isEmpty()) {
        next();
      }
    } else if (HappyEyeballs.isBestKnown(known)) {
      begin();
    } else if (!places.isEmpty() && !waiting) {
      waiting = true;
      after(
          HappyEyeballs.RESOLUTION_DELAY_MILLIS,
          () -> {
            if (asked == group && !begun) {
              begin();
            }
          });
    }
  }

  private void begin() {
    begun = true;
    next();
  }

  private void next() {
    if (won.future().isComplete()) {
      return;
    }
    for (var target : HappyEyeballs.order(known)) {
      if (tried.add(target)) {
        attempt(target);
        return;
      }
    }
    if (running.isEmpty() && unanswered == 0) {
      ask();
    }
  }

  @SuppressWarnings("ReferenceEquality") // this round, not one like it
  private void attempt(Target target) {
    var round = won;
    int number = ++started;
    due = false;
    running.add(target);
    connect
        .apply(target)
        .onSuccess(socket -> {
          if (round.tryComplete(new Connected(socket, target))) {
            running.remove(target);
          } else {
            socket.close();
          }
        })
        .onFailure(cause -> {
          if (round == won) {
            running.remove(target);
            reason =
                target.address().getHostAddress()
                    + ", port "
                    + target.port()
                    + ": "
                    + Reasons.of(cause);
            next();
          }
        });
    after(
        HappyEyeballs.ATTEMPT_DELAY_MILLIS,
        () -> {
          if (number == started) {
            due = true;
            next();
          }
        });
  }

  private void after(long millis, Runnable then) {
    context.owner().setTimer(millis, late -> context.runOnContext(here -> then.run()));
  }
}

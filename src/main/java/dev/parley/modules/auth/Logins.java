package dev.parley.modules.auth;

import dev.parley.core.auth.Access;
import dev.parley.core.auth.AuthReply;
import dev.parley.core.auth.AuthRequest;
import dev.parley.core.auth.LoginRecords;
import dev.parley.core.auth.Wishes;
import dev.parley.core.auth.sasl.FastOffer;
import dev.parley.core.auth.sasl.Nonces;
import dev.parley.core.auth.sasl.SaslContext;
import dev.parley.core.auth.sasl.SaslError;
import dev.parley.core.auth.sasl.SaslException;
import dev.parley.core.auth.sasl.SaslMechanism;
import dev.parley.core.auth.sasl.SaslOffer;
import dev.parley.core.auth.sasl.SaslPolicy;
import dev.parley.core.auth.sasl.Step;
import dev.parley.core.storage.ScramKey;
import dev.parley.core.storage.StorageException;
import dev.parley.modules.auth.Login.Trial;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logins in progress of one shard, by stream. Used on the shard's context only.
 *
 * <p>What a stream leaves behind when it closes is forgotten after a while, or when there are too
 * many.
 */
final class Logins {
  /** Streams that are remembered; with 256 shards, 65 536 on a node. */
  static final int MAX_STREAMS = 256;

  /** How long a stream is remembered that asks for nothing: two minutes. */
  static final long IDLE_NANOS = 120_000_000_000L;

  private static final Logger LOG = LoggerFactory.getLogger(Logins.class);

  private final AuthSettings settings;
  private final Supplier<String> nonces;
  private final LongSupplier nanoClock;

  /** In the order of last use. */
  private final Map<String, Login> logins = new LinkedHashMap<>(16, 0.75f, true);

  Logins(AuthSettings settings, LongSupplier nanoClock) {
    this.settings = settings;
    this.nonces = new Nonces();
    this.nanoClock = nanoClock;
  }

  /** Answers a stream; never fails. */
  Future<AuthReply> handle(AuthRequest request) {
    Login login = login(request.stream());
    Trial trial = login.trial;
    Tasks tasks = login.tasks;
    if (tasks != null && !login.busy) {
      return goOn(request, login, tasks);
    }
    if (login.busy || trial != null && request instanceof AuthRequest.Begin) {
      login.trial = null;
      return failed(login, trial, malformed("Two things at once"));
    }
    if (request instanceof AuthRequest.Begin begin) {
      return begin(login, begin);
    }
    if (trial != null && request instanceof AuthRequest.Continue answer) {
      return run(
          request.stream(),
          login,
          trial,
          () -> {
            trial.checks().beforeProof();
            return trial.exchange().respond(answer.data());
          });
    }
    login.trial = null;
    return failed(
        login,
        trial,
        request instanceof AuthRequest.Abort
            ? new SaslException(SaslError.ABORTED, "You gave up")
            : malformed("No authentication is under way"));
  }

  private Login login(String stream) {
    long now = nanoClock.getAsLong();
    Login login = logins.computeIfAbsent(stream, unknown -> new Login());
    login.touched = now;
    Iterator<Login> oldest = logins.values().iterator();
    while (oldest.hasNext()) {
      Login next = oldest.next();
      if (logins.size() <= MAX_STREAMS && now - next.touched < IDLE_NANOS) {
        break;
      }
      oldest.remove();
    }
    return login;
  }

  private Future<AuthReply> begin(Login login, AuthRequest.Begin request) {
    Trial trial;
    try {
      trial = trial(login, request);
    } catch (SaslException wrong) {
      return failed(login, null, wrong);
    }
    login.trial = trial;
    return run(request.stream(), login, trial, () -> trial.exchange().start(request.initial()));
  }

  private Future<AuthReply> goOn(AuthRequest request, Login login, Tasks tasks) {
    Future<AuthReply> answer;
    try {
      if (request instanceof AuthRequest.Next next) {
        return Future.succeededFuture(tasks.begin(next.task()));
      }
      answer =
          request instanceof AuthRequest.TaskData data
              ? tasks
                  .finish(data.element())
                  .compose(done ->
                      tasks.isDone()
                          ? admit(request.stream(), login, tasks.trial(), tasks.success(), null)
                          : Future.succeededFuture(tasks.next(false)))
              : Future.failedFuture(
                  request instanceof AuthRequest.Abort
                      ? new SaslException(SaslError.ABORTED, "You gave up")
                      : malformed("A task is to be done"));
    } catch (SaslException wrong) {
      answer = Future.failedFuture(wrong);
    }
    login.busy = true;
    return answer.transform(result -> {
      login.busy = false;
      if (result.succeeded()) {
        return Future.succeededFuture(result.result());
      }
      login.tasks = null;
      return failed(login, tasks.trial(), result.cause());
    });
  }

  private Trial trial(Login login, AuthRequest.Begin request) {
    SaslPolicy policy = settings.policy();
    SaslOffer all = SaslOffer.of(policy, request.tls());
    SaslOffer offer = login.bindsOtherwise ? all.withoutBinding() : all;
    Wishes wishes = request.wishes();
    List<SaslMechanism> tokens =
        LoginRecords.offered(settings.config().get().auth(), request.tls());
    SaslMechanism mechanism =
        wishes != null && wishes.token() != null
            ? FastOffer.choose(request.mechanism(), tokens)
            : offer.choose(request.mechanism(), policy, request.tls());
    Checks checks = new Checks(settings, request.address(), wishes);
    SaslContext context =
        new SaslContext(request.domain().domain(), offer, policy, request.tls(), checks, nonces);
    return new Trial(
        context.exchange(mechanism), mechanism, checks, settings.changes().now(), wishes, tokens);
  }

  @SuppressWarnings("ReferenceEquality") // the very same trial
  private Future<AuthReply> run(
      String stream, Login login, Trial trial, Supplier<Future<Step>> step) {
    Future<Step> taken;
    try {
      taken = step.get();
    } catch (RuntimeException failure) {
      taken = Future.failedFuture(failure);
    }
    login.busy = true;
    return taken.transform(result -> {
      login.busy = false;
      if (login.trial != trial) {
        return failed(login, trial, malformed("Two things at once"));
      }
      Throwable failure = result.cause();
      if (failure == null && result.result() instanceof Step.Challenge challenge) {
        return Future.succeededFuture(new AuthReply.Challenge(challenge.data()));
      }
      login.trial = null;
      return failure == null && result.result() instanceof Step.Success success
          ? succeeded(stream, login, trial, success)
          : failed(login, trial, failure);
    });
  }

  private Future<AuthReply> succeeded(
      String stream, Login login, Trial trial, Step.Success success) {
    if (!isForeseen(trial.wishes(), success.account())) {
      return failed(
          login,
          trial,
          new SaslException(
              SaslError.INVALID_AUTHZID, "The header of your stream names somebody else"));
    }
    ScramKey proof = success.proof().key();
    List<String> wanted = trial.wishes() == null ? List.of() : trial.wishes().upgrades();
    if (proof == null || wanted.isEmpty()) {
      return settled(login, trial, admit(stream, login, trial, success, success.data()));
    }
    return settled(
        login,
        trial,
        settings
            .upgrades()
            .needed(success.account(), wanted)
            .compose(needed -> {
              if (needed.isEmpty()) {
                return admit(stream, login, trial, success, success.data());
              }
              Tasks tasks = new Tasks(settings.upgrades(), trial, success, proof, needed);
              login.tasks = tasks;
              return Future.succeededFuture(tasks.next(true));
            }));
  }

  private Future<AuthReply> settled(Login login, Trial trial, Future<AuthReply> answer) {
    login.busy = true;
    return answer.transform(result -> {
      login.busy = false;
      return result.succeeded()
          ? Future.succeededFuture(result.result())
          : failed(login, trial, result.cause());
    });
  }

  /**
   * Lets the client in, unless the account has changed since it began.
   *
   * @param data of the mechanism, if the client has not had it yet
   */
  private Future<AuthReply> admit(
      String stream, Login login, Trial trial, Step.Success success, byte @Nullable [] data) {
    Jid account = success.account();
    return settings
        .records()
        .entered(account, success.proof(), trial.wishes(), trial.tokens())
        .map(token -> {
          if (!success.anonymous() && settings.changes().endedSince(account, trial.began())) {
            throw new SaslException(
                SaslError.TEMPORARY_AUTH_FAILURE, "The account has just changed");
          }
          trial.checks().succeeded();
          logins.remove(stream, login);
          LOG.debug("{} logged in by {}", account, trial.mechanism().label());
          return new AuthReply.Success(
              account,
              access(success, trial.wishes()),
              data,
              trial.mechanism(),
              token.orElse(null),
              trial.began());
        });
  }

  /** Nobody acts for another than the header has named (XEP-0388 §2.3). */
  private static boolean isForeseen(@Nullable Wishes wishes, Jid account) {
    Jid from = wishes == null ? null : wishes.from();
    return from == null || from.equals(account);
  }

  private static Access access(Step.Success success, @Nullable Wishes wishes) {
    String device = wishes == null ? null : wishes.device(success.account());
    return new Access(success.anonymous(), device, success.proof().appPassword());
  }

  private Future<AuthReply> failed(
      Login login, @Nullable Trial trial, @Nullable Throwable failure) {
    SaslException told = told(failure);
    if (told.error() == SaslError.TEMPORARY_AUTH_FAILURE && trial != null) {
      trial.checks().withdraw();
    }
    login.bindsOtherwise |= told.isOtherBinding();
    if (trial != null && trial.checks().account() != null) {
      login.failures++;
    }
    if (trial != null && trial.checks().account() != null && !told.isThrottled()) {
      LOG.info(
          "login as {} from {} failed: {}",
          trial.checks().account(),
          trial.checks().address(),
          told.error().condition());
    }
    return Future.succeededFuture(
        new AuthReply.Failure(told.error(), told.text(), settings.delayMillis(login.failures)));
  }

  /** What the client is told: nothing of what went wrong inside. */
  private static SaslException told(@Nullable Throwable failure) {
    if (failure instanceof SaslException wrong) {
      return wrong;
    }
    if (failure instanceof StorageException unavailable) {
      LOG.debug("login failed: {}", unavailable.kind());
    } else {
      LOG.error("login failed", failure);
    }
    return new SaslException(
        SaslError.TEMPORARY_AUTH_FAILURE, "The server cannot check this now; try again later");
  }

  private static SaslException malformed(String text) {
    return new SaslException(SaslError.MALFORMED_REQUEST, text);
  }
}

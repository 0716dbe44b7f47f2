package dev.parley.core.auth;

import dev.parley.core.auth.sasl.Checked;
import dev.parley.core.auth.sasl.CredentialSource;
import dev.parley.core.auth.sasl.Proof;
import dev.parley.core.auth.sasl.SaslError;
import dev.parley.core.auth.sasl.SaslException;
import dev.parley.core.auth.sasl.ScramHash;
import dev.parley.core.auth.sasl.ScramSecret;
import dev.parley.core.auth.sasl.Standing;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.AuthenticationProvider;
import io.vertx.ext.auth.authentication.UsernamePasswordCredentials;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Has passwords checked by any {@link AuthenticationProvider} of Vert.x: a directory, a database, a
 * web service. Such a provider must see the password itself, so only PLAIN is possible.
 */
public final class ProviderCredentials implements CredentialSource {
  /** Characters with a meaning in the filters and names of directories (RFC 4514, RFC 4515). */
  private static final String MEANINGFUL = "*()\\,=;+#\0";

  private final AuthenticationProvider provider;
  private final Function<Jid, String> userName;

  /**
   * Asks a provider.
   *
   * @param userName what the provider calls an account, for example {@code Jid::local}
   */
  public ProviderCredentials(AuthenticationProvider provider, Function<Jid, String> userName) {
    this.provider = provider;
    this.userName = userName;
  }

  @Override
  public boolean offersScram() {
    return false;
  }

  @Override
  public Future<ScramSecret> scramKeys(Jid account, ScramHash hash) {
    return Future.failedFuture(
        new SaslException(SaslError.INVALID_MECHANISM, "This mechanism was not offered"));
  }

  /** An empty password never reaches the provider: some directories take it for "anonymous". */
  @Override
  public Future<Checked> checkPassword(Jid account, String password) {
    String name = userName.apply(account);
    if (hasMeaning(name) || !isPassword(password)) {
      return Future.failedFuture(SaslException.notAuthorized());
    }
    Promise<Checked> checked = Promise.promise();
    Context asking = Vertx.currentContext();
    provider
        .authenticate(new UsernamePasswordCredentials(name, password))
        .map(user -> new Checked(standing(user), Proof.PASSWORD))
        .recover(failure -> Future.failedFuture(reason(failure)))
        .onComplete(result -> {
          if (asking == null) {
            checked.handle(result);
          } else {
            asking.runOnContext(back -> checked.handle(result));
          }
        });
    return checked.future();
  }

  /** Providers know passwords only; whoever has proved a name otherwise is taken at that. */
  @Override
  public Future<Standing> standing(Jid account) {
    return Future.succeededFuture(Standing.ENABLED);
  }

  private static boolean isPassword(String password) {
    try {
      Password.of(password);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean hasMeaning(String name) {
    return name.isEmpty() || name.chars().anyMatch(c -> c < 0x20 || MEANINGFUL.indexOf(c) >= 0);
  }

  private static Standing standing(User user) {
    if (user.expired()) {
      throw new SaslException(SaslError.CREDENTIALS_EXPIRED, "Your credentials have expired");
    }
    return Standing.ENABLED;
  }

  /** Providers fail in ways of their own: what is not about the network is a wrong password. */
  private static Throwable reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SaslException) {
        return cause;
      }
      if (cause instanceof IOException
          || cause instanceof TimeoutException
          || cause instanceof HttpClosedException
          || cause instanceof ConnectionPoolTooBusyException) {
        return failure;
      }
    }
    return SaslException.notAuthorized();
  }
}

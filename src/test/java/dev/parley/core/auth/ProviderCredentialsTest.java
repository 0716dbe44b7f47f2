package dev.parley.core.auth;

import static dev.parley.core.auth.Waiting.valueOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.sasl.SaslException;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.AuthenticationProvider;
import io.vertx.ext.auth.authentication.UsernamePasswordCredentials;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Passwords checked by somebody else. */
final class ProviderCredentialsTest {
  private final List<String> asked = new ArrayList<>();

  private final AuthenticationProvider provider =
      credentials -> {
        var given = (UsernamePasswordCredentials) credentials;
        asked.add(given.getUsername());
        return switch (given.getPassword()) {
          case "right" -> Future.succeededFuture(User.fromName(given.getUsername()));
          case "old" ->
              Future.succeededFuture(User.create(new JsonObject(), new JsonObject().put("exp", 1)));
          case "away" -> Future.failedFuture(new ConnectException("refused"));
          default -> Future.failedFuture("Invalid password");
        };
      };

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      textBlock =
          """
          # user name, password, outcome, asked
          juliet | right | ENABLED | true
          juliet | wrong | not-authorized | true
          juliet | old | credentials-expired | true
          juliet | away | ConnectException | true
          juliet | '' | not-authorized | false
          juliet | 'nul\0' | not-authorized | false
          juliet | 'line\nbreak' | not-authorized | false
          *)(uid=* | right | not-authorized | false
          juliet,dc=example | right | not-authorized | false
          jul\\69et | right | not-authorized | false
          """)
  void areCheckedUnlessTheNameMeansMoreThanAName(
      String name, String password, String outcome, boolean isAsked) {
    var credentials = new ProviderCredentials(provider, account -> name);
    assertThat(credentials.offersScram()).isFalse();
    var told =
        valueOf(
            credentials
                .checkPassword(Jid.parse("juliet@example.com"), password)
                .map(checked -> checked.standing().name())
                .otherwise(failure ->
                    failure instanceof SaslException wrong
                        ? wrong.error().condition()
                        : failure.getClass().getSimpleName()));
    assertThat(told).isEqualTo(outcome);
    assertThat(asked).isEqualTo(isAsked ? List.of(name) : List.of());
  }
}

package dev.parley.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.config.ParleyConfig;
import dev.parley.core.config.json.ConfigSource;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which routes exclude each other, and how clients are told where they are. */
final class HttpRoutesTest {

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource(
      textBlock =
          """
          # one,       other,           collide
          /upload/*,   /upload/*,       true
          /upload/*,   /upload/a,       true
          /upload/*,   /upload,         true
          /upload/*,   /uploads/*,      false
          /health,     /health/live,    false
          /a/b/*,      /a/*,            true
          """)
  void twoRoutesOfOnePath(String one, String other, boolean collide) {
    var routes = new HttpRoutes();
    routes.add(route(one));
    if (collide) {
      assertThatThrownBy(() -> routes.add(route(other))).hasMessageContaining(other);
    } else {
      routes.add(route(other));
    }
  }

  @Test
  void aRouteThatIsTakenBackMakesRoomForAnother() {
    var routes = new HttpRoutes();
    var first = route("/upload/*");
    routes.add(first);
    routes.remove(first);
    routes.add(route("/upload/x"));
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # settings,                            domain,       url
          listen.https.port=5443,                example.org,  https://example.org:5443
          listen.https.port=443,                 example.org,  https://example.org
          listen.https.port=0,                   example.org,  https://example.org:7000
          listen.https.port=443,                 bücher.de,    https://xn--bcher-kva.de
          listen.https.port=443,                 [2001:db8::1],  https://[2001:db8::1]
          listen.https=null,                     example.org,  -
          http.url=https://files.{domain}/,      example.org,  https://files.example.org
          http.url=https://f.example/x,          example.org,  https://f.example/x
          """)
  void addressThatClientsAreTold(String setting, String domain, String url) {
    ParleyConfig config = new ConfigSource(null, Map.of(), List.of(setting)).load().config();
    assertThat(HttpUrl.of(config, domain, 7000)).isEqualTo(url);
  }

  private static HttpRoute route(String path) {
    return new HttpRoute(path, List.of(HttpMethod.GET), request -> request.end());
  }
}

package dev.parley.modules.upload;

import static dev.parley.core.storage.Backend.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.testing.S3Server;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files in a real S3 server. */
final class S3FilesTest extends ContentStoreContract {
  private S3Server server;

  @Override
  ContentStore store() {
    server = new S3Server();
    return files(server.settings());
  }

  private S3Files files(JsonObject s3) {
    return new S3Files(vertx, S3Settings.of(upload(s3)));
  }

  private static JsonObject upload(JsonObject s3) {
    return new JsonObject().put("fileBytes", 1_000_000L).put("s3", s3);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theCheckLeavesNothing() {
    await(((S3Files) files).check());
    assertThat(server.size()).isZero();
  }

  @Test
  void aStoreThatIsAwayIsSaidSoAndComesBack() throws IOException {
    await(put(ID, 5, "hello"));
    server.close();
    assertThatThrownBy(() -> await(put("AC" + ID, 5, "hello")))
        .hasRootCauseInstanceOf(IOException.class)
        .hasStackTraceContaining("modules.upload.s3.endpoint");
    assertThatThrownBy(() -> read(ID, 0, 5)).hasStackTraceContaining("does not answer");
    assertThatThrownBy(() -> await(files.delete(ID))).hasStackTraceContaining("does not answer");
    server.start();
    assertThat(read(ID, 0, 5)).isEqualTo("hello");
    await(files.delete(ID));
    assertThat(server.size()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # setting, value, advice
          secretKey, wrong, secretKey
          accessKey, wrong, accessKey
          bucket, elsewhere, create the bucket elsewhere
          """)
  void wrongSettingsAreNamedWithTheirFix(String setting, String value, String advice) {
    var check = files(server.settings().put(setting, value)).check();
    assertThatThrownBy(() -> await(check))
        .hasStackTraceContaining(advice)
        .rootCause()
        .hasMessageNotContaining("a secret");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # endpoint, pathStyle, host, port, tls, folder
          https://s3.example.org, true, s3.example.org, 443, true, /uploads/parley/
          https://s3.example.org, false, uploads.s3.example.org, 443, true, /parley/
          http://[::1]:9000, true, [::1]:9000, 9000, false, /uploads/parley/
          http://minio:80/, true, minio, 80, false, /uploads/parley/
          """)
  void addressesOfObjects(
      String endpoint, boolean pathStyle, String host, int port, boolean tls, String folder) {
    var store =
        S3Settings.of(
            upload(server.settings().put("endpoint", endpoint).put("pathStyle", pathStyle)));
    assertThat(store.host()).isEqualTo(host);
    assertThat(store.hostName()).isEqualTo(host.replaceFirst(":[0-9]+$", ""));
    assertThat(store.port()).isEqualTo(port);
    assertThat(store.tls()).isEqualTo(tls);
    assertThat(store.folder()).isEqualTo(folder);
    assertThat(store.toString()).doesNotContain("a secret");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThat(S3Settings.of(upload(new JsonObject()))).isNull();
    for (var key : new String[] {"bucket", "accessKey", "secretKey"}) {
      var settings = server.settings();
      settings.remove(key);
      assertThatThrownBy(() -> S3Settings.of(upload(settings)))
          .hasMessageStartingWith("modules.upload.s3." + key + " is missing");
    }
    var large = upload(server.settings()).put("fileBytes", S3Settings.LARGEST + 1);
    assertThatThrownBy(() -> S3Settings.of(large)).hasMessageStartingWith("modules.upload.fileB");
  }
}

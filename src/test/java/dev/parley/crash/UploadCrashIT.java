package dev.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.config.StorageConfig;
import dev.parley.testing.Account;
import dev.parley.testing.Endpoint;
import dev.parley.testing.S3Server;
import dev.parley.testing.TestClient;
import dev.parley.testing.Trust;
import dev.parley.testing.UploadSlot;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL in the middle of uploads: a file that was answered 201 is there as it was sent, any other
 * is there as a whole or not at all, and nothing is left of it.
 */
final class UploadCrashIT {
  private static final int ROUNDS = Integer.getInteger("parley.crash.uploadRounds", 5);
  private static final int UPLOADS = 8;
  private static final int BYTES = 2_000_000;
  private static final Account JULIET = new Account("juliet", "localhost", "secret");

  private final Random random = new Random(Long.getLong("parley.crash.seed", 1));

  /** One upload and its outcome. */
  private record Sent(UploadSlot slot, byte[] content, CompletableFuture<Integer> status) {
    /** 0 if no answer has come. */
    int outcome() {
      try {
        return status.get(30, TimeUnit.SECONDS);
      } catch (ExecutionException cut) {
        return 0;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void noHalfFiles(@TempDir Path data) throws Exception {
    survive(data, List.of());
  }

  @Test
  void noHalfObjects(@TempDir Path data) throws Exception {
    try (var store = new S3Server()) {
      survive(data, List.of("modules.upload.s3=" + store.settings().encode()));
    }
  }

  private void survive(Path data, List<String> settings) throws Exception {
    try (var stopped = new StoppedServer(StorageConfig.DEFAULT, data)) {
      stopped.add(List.of(JULIET));
    }
    int complete = 0;
    int incomplete = 0;
    var before = new ArrayList<Sent>();
    for (int round = 0; round <= ROUNDS; round++) {
      var c2s = ServerProcess.freeEndpoint();
      var https = ServerProcess.freeEndpoint();
      try (var server = start(data, c2s, https, settings)) {
        server.awaitReady();
        if (settings.isEmpty()) {
          assertThat(data.resolve("uploads/incoming")).isEmptyDirectory();
        }
        for (var sent : before) {
          boolean answered = sent.outcome() == 201;
          complete += answered ? 1 : 0;
          incomplete += answered ? 0 : 1;
          check(sent, answered, https);
        }
        before.clear();
        if (round < ROUNDS) {
          before.addAll(upload(c2s));
          // Some are answered; the server dies in the middle of the others.
          int answered = random.nextInt(UPLOADS);
          for (var sent : before.subList(0, answered)) {
            sent.outcome();
          }
        }
      }
    }
    System.out.println("uploads complete=" + complete + " cut=" + incomplete);
    assertThat(complete + incomplete).isEqualTo(ROUNDS * UPLOADS);
    assertThat(incomplete).isPositive();
  }

  private static ServerProcess start(
      Path data, Endpoint c2s, Endpoint https, List<String> settings) {
    var all = new ArrayList<>(settings);
    all.add("listen.https={\"host\":\"127.0.0.1\",\"port\":" + https.port() + "}");
    all.add("modules.upload.slots=1000");
    return ServerProcess.start(Path.of(System.getProperty("parley.jar")), data, c2s, all);
  }

  private List<Sent> upload(Endpoint c2s) {
    var http = HttpClient.newBuilder().sslContext(Trust.all()).build();
    var all = new ArrayList<Sent>();
    try (var client = TestClient.connect(c2s, "localhost")) {
      client.openStream();
      client.authenticate("SCRAM-SHA-256", JULIET);
      client.openStream();
      client.bind(null);
      for (int i = 0; i < UPLOADS; i++) {
        var content = new byte[BYTES];
        random.nextBytes(content);
        var slot = UploadSlot.ask(client, "a.bin", BYTES);
        var request =
            HttpRequest.newBuilder(slot.put()).PUT(BodyPublishers.ofByteArray(content)).build();
        var status =
            http.sendAsync(request, BodyHandlers.discarding()).thenApply(sent -> sent.statusCode());
        all.add(new Sent(slot, content, status));
      }
    }
    return all;
  }

  private static void check(Sent sent, boolean answered, Endpoint https) throws Exception {
    var http = UploadSlot.client(HttpClient.Version.HTTP_2);
    var now = URI.create("https://localhost:" + https.port() + sent.slot().get().getRawPath());
    var answer = http.send(HttpRequest.newBuilder(now).build(), BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isIn(answered ? List.of(200) : List.of(200, 404));
    if (answer.statusCode() == 200) {
      assertThat(Arrays.equals(answer.body(), sent.content())).isTrue();
    }
  }
}

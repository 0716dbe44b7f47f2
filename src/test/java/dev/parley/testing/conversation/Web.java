package dev.parley.testing.conversation;

import dev.parley.testing.Trust;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/**
 * What actors ask of HTTP servers. A request is `METHOD URL`, then lines `name: value`, then a line
 * `= body`; an answer is a status, then the same, where holes of attribute values are allowed.
 */
final class Web {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().sslContext(Trust.all()).connectTimeout(PATIENCE).build();

  private final Map<String, CompletableFuture<HttpResponse<byte[]>>> answers = new HashMap<>();

  /** Makes a request, and waits for its answer. */
  String ask(String actor, String text) {
    begin(actor, text);
    var answer = answer(actor);
    return answer.statusCode() + " " + answer.headers().map();
  }

  /** Makes a request whose answer may take its time. */
  void begin(String actor, String text) {
    var lines = List.of(text.split("\n"));
    var words = lines.get(0).split("\\s+");
    var request = HttpRequest.newBuilder(URI.create(words[1])).timeout(PATIENCE);
    var body = BodyPublishers.noBody();
    for (var line : lines.subList(1, lines.size())) {
      if (line.startsWith("=")) {
        body = BodyPublishers.ofString(line.substring(1).strip());
      } else {
        var header = line.split(":", 2);
        request.header(header[0], header[1].strip());
      }
    }
    answers.put(
        actor,
        CLIENT.sendAsync(request.method(words[0], body).build(), BodyHandlers.ofByteArray()));
  }

  private HttpResponse<byte[]> answer(String actor) {
    var answer = answers.get(actor);
    if (answer == null) {
      throw new AssertionError(actor + " has not asked anything");
    }
    try {
      return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("no answer for " + actor + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Compares the last answer with what is expected; gives on what holes were filled with. */
  void check(String actor, String text, BiConsumer<String, String> capture) {
    var answer = answer(actor);
    var lines = List.of(text.split("\n"));
    expect("status", lines.get(0).strip(), String.valueOf(answer.statusCode()), capture);
    for (var line : lines.subList(1, lines.size())) {
      if (line.startsWith("=")) {
        var body = new String(answer.body(), StandardCharsets.UTF_8);
        expect("body", line.substring(1).strip(), body, capture);
      } else {
        var header = line.split(":", 2);
        var values = String.join(", ", answer.headers().allValues(header[0]));
        expect(header[0], header[1].strip(), values, capture);
      }
    }
  }

  private static void expect(
      String what, String expected, String actual, BiConsumer<String, String> capture) {
    var captures = new TreeMap<String, String>();
    if (!ValuePattern.of(expected).matches(actual, captures)) {
      throw new AssertionError(what + " should be\n  " + expected + "\nbut is\n  " + actual);
    }
    captures.forEach(capture);
  }
}

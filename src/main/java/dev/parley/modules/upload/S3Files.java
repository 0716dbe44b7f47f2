package dev.parley.modules.upload;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Files as objects of an S3-compatible store, {@code PREFIX ID}. One request writes an object, and
 * the store shows all of it or nothing; so there is nothing to tidy up that has no row.
 */
final class S3Files implements ContentStore {
  private static final int CONNECTIONS = 256;
  private static final int WAITING = 2_000;
  private static final int CONNECT_MILLIS = 5_000;

  /** How long the store may think before it answers. */
  private static final int ANSWER_SECONDS = 30;

  /** A connection in use on which nothing moves for so long is given up: what has an end. */
  private static final int IDLE_SECONDS = 120;

  /** Shorter than stores keep connections, so that none is used that is just being closed. */
  private static final int KEEP_SECONDS = 5;

  private final HttpClient http;
  private final S3Settings store;
  private final S3Signer signer;

  S3Files(Vertx vertx, S3Settings store) {
    this.store = store;
    this.signer = new S3Signer(store);
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setSsl(store.tls())
                .setConnectTimeout(CONNECT_MILLIS)
                .setIdleTimeout(IDLE_SECONDS)
                .setKeepAliveTimeout(KEEP_SECONDS)
                .setDecompressionSupported(false),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING));
  }

  /** Writes a small object and deletes it: then all works that is needed. */
  Future<Void> check() {
    String id = "check-" + Keys.fresh();
    Buffer content = Buffer.buffer("Parley was here.");
    return request(HttpMethod.PUT, id, Map.of("Content-Length", String.valueOf(content.length())))
        .compose(request -> request.send(content).timeout(ANSWER_SECONDS, TimeUnit.SECONDS))
        .compose(this::written)
        .recover(cause -> Future.failedFuture(away(cause)))
        .compose(written -> delete(id));
  }

  /** Ends what is under way. */
  void close() {
    http.close();
  }

  @Override
  public Future<Void> put(String id, long bytes, ReadStream<Buffer> content) {
    return request(HttpMethod.PUT, id, Map.of("Content-Length", String.valueOf(bytes)))
        .compose(request -> write(request, bytes, content));
  }

  /** Ends as soon as the store answers, be it in the middle of the file. */
  private Future<Void> write(HttpClientRequest request, long bytes, ReadStream<Buffer> content) {
    Promise<Void> done = Promise.promise();
    request
        .response()
        .compose(this::written)
        .onSuccess(done::tryComplete)
        .onFailure(cause -> done.tryFail(away(cause)));
    Gauge.copy(content, request, bytes)
        .compose(copied -> request.end())
        .compose(sent -> done.future().timeout(ANSWER_SECONDS, TimeUnit.SECONDS))
        .onFailure(cause -> done.tryFail(cause instanceof SizeException ? cause : away(cause)));
    return done.future()
        .onFailure(cause -> {
          content.handler(gone -> {});
          request.reset();
        });
  }

  private Future<Void> written(HttpClientResponse response) {
    return response.statusCode() == 200
        ? response.end().timeout(ANSWER_SECONDS, TimeUnit.SECONDS)
        : S3Answer.refused(response, store);
  }

  @Override
  public Future<Void> send(String id, long from, long length, WriteStream<Buffer> to) {
    Map<String, String> range = Map.of("Range", "bytes=" + from + "-" + (from + length - 1));
    return twice(() -> ask(HttpMethod.GET, id, range))
        .compose(response -> {
          if (response.statusCode() == 404) {
            return S3Answer.<Void>refused(response, store)
                .recover(refused -> Future.failedFuture(new NoSuchFileException(id)));
          }
          return response.statusCode() == 206 && has(response, length)
              ? response.pipe().endOnFailure(false).to(to)
              : S3Answer.refused(response, store);
        });
  }

  private static boolean has(HttpClientResponse response, long length) {
    return String.valueOf(length).equals(response.getHeader(HttpHeaders.CONTENT_LENGTH));
  }

  @Override
  public Future<Void> delete(String id) {
    return twice(() -> ask(HttpMethod.DELETE, id, Map.of()))
        .compose(response ->
            List.of(200, 204, 404).contains(response.statusCode())
                ? response.end().timeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                : S3Answer.refused(response, store));
  }

  @Override
  public Future<Boolean> hasRoom(long bytes) {
    return Future.succeededFuture(true);
  }

  private Future<HttpClientResponse> ask(HttpMethod method, String id, Map<String, String> more) {
    return request(method, id, more)
        .compose(request ->
            request
                .send()
                .timeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                .onFailure(cause -> request.reset())
                .recover(cause -> Future.failedFuture(away(cause))));
  }

  private Future<HttpClientRequest> request(
      HttpMethod method, String id, Map<String, String> more) {
    String path = store.folder() + id;
    RequestOptions options =
        new RequestOptions()
            .setMethod(method)
            .setHost(store.hostName())
            .setPort(store.port())
            .setURI(path);
    return http.request(options)
        .map(request -> {
          signer
              .sign(method.name(), path, more)
              .forEach((name, values) -> request.putHeader(name, values));
          // What fails also fails the future of the answer.
          return request.exceptionHandler(told -> {});
        })
        .recover(cause -> Future.failedFuture(away(cause)));
  }

  /** Once more if the first attempt did not come through; what is asked for changes nothing. */
  private static <T> Future<T> twice(Supplier<Future<T>> attempt) {
    return attempt.get().recover(cause -> attempt.get());
  }

  private AwayException away(Throwable cause) {
    return cause instanceof AwayException known
        ? known
        : new AwayException(
            "the store at " + store + " (modules.upload.s3.endpoint) does not answer: " + cause,
            cause);
  }
}

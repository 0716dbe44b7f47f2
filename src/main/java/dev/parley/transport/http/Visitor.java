package dev.parley.transport.http;

import dev.parley.core.config.HttpLimits;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;

/**
 * One connection and its open requests. Looked at every now and then: what makes no progress is
 * ended, be it a header, a body or the reading of an answer that comes byte by byte.
 */
final class Visitor {
  /** Requests after which those that are done are forgotten without waiting for the next look. */
  private static final int MANY = 32;

  private final HttpConnection connection;
  private final List<Open> requests = new ArrayList<>(2);
  private long quietSince;

  /** A connection without requests, at a moment of {@link System#nanoTime}. */
  Visitor(HttpConnection connection, long now) {
    this.connection = connection;
    this.quietSince = now;
  }

  void asks(HttpServerRequest request, long now) {
    if (requests.size() >= MANY) {
      requests.removeIf(Open::isDone);
    }
    requests.add(new Open(request, now));
  }

  /** Ends what is too slow. */
  void look(HttpLimits limits, long now) {
    boolean wasBusy = !requests.isEmpty();
    requests.removeIf(Open::isDone);
    if (requests.isEmpty()) {
      quietSince = wasBusy ? now : quietSince;
      if (now - quietSince > limits.idleTimeout().toNanos()) {
        connection.close();
      }
      return;
    }
    for (Open open : requests) {
      if (open.isTooMuch(limits) || open.isTooSlow(limits, now)) {
        open.end();
      }
    }
  }

  /** One request that was not wholly read, or whose answer was not wholly written. */
  private static final class Open {
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private long windowStart;
    private long readBefore;
    private long writtenBefore;

    Open(HttpServerRequest request, long now) {
      this.request = request;
      this.response = request.response();
      this.windowStart = now;
    }

    boolean isDone() {
      return response.closed() || (response.ended() && request.isEnded());
    }

    /** A body that nobody wants any more is thrown away, but not without end. */
    boolean isTooMuch(HttpLimits limits) {
      return response.ended() && !request.isEnded() && request.bytesRead() > limits.bodyBytes();
    }

    boolean isTooSlow(HttpLimits limits, long now) {
      long window = now - windowStart;
      if (window < limits.idleTimeout().toNanos()) {
        return false;
      }
      double least = limits.bytesPerSecond() * (window / 1e9);
      long read = request.bytesRead();
      long written = response.bytesWritten();
      boolean slowBody = !request.isEnded() && read - readBefore < least;
      boolean slowReader =
          !response.ended() && response.writeQueueFull() && written - writtenBefore < least;
      windowStart = now;
      readBefore = read;
      writtenBefore = written;
      return slowBody || slowReader;
    }

    void end() {
      if (request.version() == HttpVersion.HTTP_2) {
        response.reset();
      } else {
        request.connection().close();
      }
    }
  }
}

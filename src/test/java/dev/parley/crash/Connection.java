package dev.parley.crash;

import dev.parley.testing.Endpoint;
import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.Trust;
import dev.parley.testing.Xml;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A connection that has logged in, to its end. What comes in goes to the listener on the reading
 * thread, to the last byte, also after the server is dead.
 */
final class Connection {
  private static final Duration LOGIN_PATIENCE = Duration.ofSeconds(60);
  private static final long END_PATIENCE_SECONDS = 60;

  private final Device device;
  private final Consumer<Xml.Element> listener;
  private final TestClient client;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  /**
   * Connects.
   *
   * @throws Line.UnreachableException if there is no server
   */
  Connection(Device device, Endpoint server, Consumer<Xml.Element> listener) {
    this.device = device;
    this.listener = listener;
    try {
      client =
          TestClient.connect(server, device.account().domain(), Trust.all(), this::event)
              .patience(LOGIN_PATIENCE);
    } catch (UncheckedIOException cause) {
      throw new Line.UnreachableException(cause);
    }
  }

  /**
   * Logs in and negotiates the rest.
   *
   * @throws Line.UnreachableException if the connection breaks, or the server does not want this
   */
  void open(Runnable negotiation) {
    try {
      login();
      negotiation.run();
    } catch (AssertionError | UncheckedIOException refused) {
      drop();
      throw new Line.UnreachableException(refused);
    }
  }

  private void login() {
    client.openStream();
    if (device.tls()) {
      client.startTls();
      client.openStream();
    }
    client.authenticate("SCRAM-SHA-1", device.account());
    client.openStream();
  }

  private void event(StreamEvent event) {
    if (event instanceof StreamEvent.Received child) {
      try {
        listener.accept(child.element());
      } catch (RuntimeException broken) {
        ended.completeExceptionally(broken);
      }
    } else if (event instanceof StreamEvent.Disconnected) {
      ended.complete(null);
    } else if (event instanceof StreamEvent.Malformed malformed) {
      ended.completeExceptionally(new IllegalStateException(malformed.toString()));
    }
  }

  /** Binds this resource. */
  void bind(String resource) {
    client.bind(resource);
  }

  /** The first element with one of these names; for negotiation. */
  Xml.Element await(String... names) {
    var event =
        client.await(candidate ->
            candidate instanceof StreamEvent.Received received
                && List.of(names).contains(received.element().local()));
    return ((StreamEvent.Received) event).element();
  }

  /** Sends; if the connection is broken, the reading thread will notice. */
  void send(String xml) {
    try {
      client.send(xml);
    } catch (UncheckedIOException broken) {
      // What was not read yet is still to come.
    }
  }

  /** Waits for the end of the connection, but no longer than this; returns whether it ended. */
  boolean endsWithin(Duration time) {
    try {
      ended.get(time.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException late) {
      return false;
    } catch (InterruptedException | ExecutionException cause) {
      throw new IllegalStateException(cause);
    }
  }

  /** Ends the stream and reads all that the server still writes. */
  void close() {
    send("</stream:stream>");
    awaitEnd();
    client.drop();
  }

  /** Cuts the connection; what was not read is gone. */
  void drop() {
    client.drop();
    awaitEnd();
  }

  private void awaitEnd() {
    if (!endsWithin(Duration.ofSeconds(END_PATIENCE_SECONDS))) {
      throw new IllegalStateException("the connection does not end");
    }
  }
}

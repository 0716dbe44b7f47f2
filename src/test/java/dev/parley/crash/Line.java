package dev.parley.crash;

import dev.parley.testing.Endpoint;
import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.Trust;
import dev.parley.testing.Xml;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A session of a device, from login to the end of its connection. What comes in goes to the
 * listener on the reading thread, to the last byte, also after the server is dead.
 */
final class Line {
  private static final String ACKS = "urn:xmpp:sm:3";
  private static final Duration LOGIN_PATIENCE = Duration.ofSeconds(60);
  private static final long END_PATIENCE_SECONDS = 60;

  private final Listener listener;
  private final TestClient client;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private boolean managed;
  private volatile long received;

  /** Hears of what comes in. */
  interface Listener {
    /** A message of any type. */
    void message(Xml.Element message);

    /** The server has this many of the stanzas that were sent in this session. */
    void acknowledged(long h);

    /** The server wants to know what has come. */
    void asked(Line line);
  }

  private Line(Device device, Endpoint server, Listener listener) {
    this.listener = listener;
    this.client =
        TestClient.connect(server, device.account().domain(), Trust.all(), this::event)
            .patience(LOGIN_PATIENCE);
  }

  /** Logs in; not available yet. Throws {@link UnreachableException} if there is no server. */
  static Line open(Device device, Endpoint server, Listener listener) {
    try {
      var line = new Line(device, server, listener);
      try {
        line.login(device);
        return line;
      } catch (AssertionError | UncheckedIOException refused) {
        line.client.drop();
        throw refused;
      }
    } catch (AssertionError | UncheckedIOException cause) {
      throw new UnreachableException(cause);
    }
  }

  private void login(Device device) {
    client.openStream();
    if (device.tls()) {
      client.startTls();
      client.openStream();
    }
    client.authenticate("SCRAM-SHA-1", device.account());
    client.openStream();
    client.bind(device.resource());
    if (device.acks()) {
      client.send("<enable xmlns='" + ACKS + "'/>");
      client.nextElement("enabled");
    }
  }

  private void event(StreamEvent event) {
    if (event instanceof StreamEvent.Received child) {
      try {
        element(child.element());
      } catch (RuntimeException broken) {
        ended.completeExceptionally(broken);
      }
    } else if (event instanceof StreamEvent.Disconnected) {
      ended.complete(null);
    } else if (event instanceof StreamEvent.Malformed malformed) {
      ended.completeExceptionally(new IllegalStateException(malformed.toString()));
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // written by the reading thread alone
  private void element(Xml.Element element) {
    switch (element.local()) {
      case "message" -> {
        listener.message(element);
        received++;
      }
      case "iq", "presence" -> received++;
      case "enabled" -> {
        received = 0;
        managed = true;
      }
      case "r" -> listener.asked(this);
      case "a" -> listener.acknowledged(Long.parseLong(element.attribute("h")));
      default -> {}
    }
  }

  /** Acknowledges all that has come. */
  void acknowledge() {
    send("<a xmlns='" + ACKS + "' h='" + received + "'/>");
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

  /**
   * Ends the session in good order, reading all that the server still writes; without
   * acknowledgements that is the only way that loses nothing.
   */
  void leave() {
    if (managed) {
      acknowledge();
    }
    send("</stream:stream>");
    awaitEnd();
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
    client.drop();
  }

  /** There is no server, or it did not let the device in. */
  static final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreachableException(Throwable cause) {
      super(cause.toString(), cause);
    }
  }
}

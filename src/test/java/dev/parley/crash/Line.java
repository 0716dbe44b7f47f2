package dev.parley.crash;

import dev.parley.testing.Endpoint;
import dev.parley.testing.Xml;
import java.time.Duration;

/** A session of a device that ends with its connection. */
final class Line {
  private static final String ACKS = "urn:xmpp:sm:3";

  private final Listener listener;
  private final Connection connection;
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
    this.connection = new Connection(device, server, this::element);
  }

  /** Logs in; not available yet. Throws {@link UnreachableException} if there is no server. */
  static Line open(Device device, Endpoint server, Listener listener) {
    var line = new Line(device, server, listener);
    line.connection.open(() -> line.negotiate(device));
    return line;
  }

  private void negotiate(Device device) {
    connection.bind(device.resource());
    if (device.acks()) {
      connection.send("<enable xmlns='" + ACKS + "'/>");
      connection.await("enabled");
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
    connection.send(xml);
  }

  /** Waits for the end of the connection, but no longer than this; returns whether it ended. */
  boolean endsWithin(Duration time) {
    return connection.endsWithin(time);
  }

  /**
   * Ends the session in good order, reading all that the server still writes; without
   * acknowledgements that is the only way that loses nothing.
   */
  void leave() {
    if (managed) {
      acknowledge();
    }
    connection.close();
  }

  /** Cuts the connection; what was not read is gone. */
  void drop() {
    connection.drop();
  }

  /** There is no server, or it did not let the device in. */
  static final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreachableException(Throwable cause) {
      super(cause.toString(), cause);
    }
  }
}

package dev.parley.transport.c2s;

import dev.parley.core.config.LimitsConfig;
import dev.parley.transport.stream.Budget;
import dev.parley.transport.stream.ClientStreams;
import dev.parley.transport.stream.ConnectionLimiter;
import dev.parley.transport.stream.Connections;
import dev.parley.transport.stream.Wire;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients of one listener on one event loop: lets them in, deploys their streams as children of
 * the listener, and looks after those on which nothing happens.
 */
public final class ClientConnections implements ClientStreams {
  private static final Logger LOG = LoggerFactory.getLogger(ClientConnections.class);
  private static final long MAX_REST_MILLIS = 10_000;

  private final EdgeServices services;
  private final ConnectionLimiter limiter;
  private final Connections streams;
  private final Set<Connection> connections = new HashSet<>();

  /**
   * Begins to look after the clients to come.
   *
   * @param limiter counts the clients of all listeners
   * @param context of the listener
   */
  public ClientConnections(EdgeServices services, ConnectionLimiter limiter, Context context) {
    this.services = services;
    this.limiter = limiter;
    this.streams = new Connections(context);
    context.owner().setPeriodic(restMillis(), id -> rest());
  }

  /** Often enough that no time-out is overrun by much. */
  private long restMillis() {
    var limits = services.config().get().limits().stream();
    long shortest = Math.min(limits.loginTimeout().toMillis(), limits.idleTimeout().toMillis());
    return Math.max(100, Math.min(MAX_REST_MILLIS, shortest / 4));
  }

  @Override
  public boolean admit(String address) {
    var limits = services.config().get().limits().connections();
    boolean admitted = limiter.admit(address, limits, System.nanoTime());
    if (!admitted) {
      LOG.debug("connection from {} refused: too many", address);
    }
    return admitted;
  }

  @Override
  public void leave(String address) {
    limiter.leave(address);
  }

  @Override
  public void begin(String address, Carrier carrier) {
    LimitsConfig limits = services.config().get().limits();
    ClientStream stream = new ClientStream(services, address);
    Wire wire = carrier.carry(stream, services.limitsBeforeLogin(), Budget.of(limits));
    stream.attach(wire);
    Connection connection = new Connection(stream, wire, System.nanoTime());
    connections.add(connection);
    streams.add(stream);
    stream
        .ended()
        .onComplete(gone -> {
          limiter.leave(address);
          connections.remove(connection);
        });
  }

  @Override
  public Future<Void> stop() {
    return streams.stop();
  }

  private void rest() {
    var config = services.config().get();
    var limits = config.limits().stream();
    long pingNanos = config.http().websocket().pingInterval().toNanos();
    long now = System.nanoTime();
    for (Connection connection : connections.toArray(new Connection[0])) {
      ClientStream stream = connection.stream;
      if (connection.wire.rest()) {
        if (now - connection.lastActive > limits.idleTimeout().toNanos()) {
          connection.lastActive = now;
          stream.silent();
        }
        if (now - connection.lastAsked > pingNanos) {
          connection.lastAsked = now;
          connection.wire.keepAlive();
        }
      } else {
        connection.lastActive = now;
        connection.lastAsked = now;
      }
      if (now - connection.since > limits.loginTimeout().toNanos()) {
        stream.loginTimedOut();
      }
    }
  }

  /** One connection and when it last did something, in {@link System#nanoTime}. */
  private static final class Connection {
    private final ClientStream stream;
    private final Wire wire;
    private final long since;
    private long lastActive;
    private long lastAsked;

    Connection(ClientStream stream, Wire wire, long now) {
      this.stream = stream;
      this.wire = wire;
      this.since = now;
      this.lastActive = now;
      this.lastAsked = now;
    }
  }
}

package dev.parley.crash;

import dev.parley.testing.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Stands between clients and a server, and breaks their connections when it is told to. */
final class FaultProxy implements AutoCloseable {
  private static final int BUFFER_BYTES = 16_384;

  /** Connections that the server takes for alive, beyond which the oldest ends. */
  private static final int MOST_HANGING = 100;

  private final Endpoint server;
  private final ServerSocket door;
  private final List<Link> links = new ArrayList<>();
  private final ArrayDeque<Socket> hanging = new ArrayDeque<>();

  /** How a connection breaks. */
  enum Fault {
    /** Both sides are told. */
    RESET,
    /** The client is told; the server hears nothing any more and goes on writing. */
    SILENCE
  }

  /** Starts to listen on a free port; the server need not be there yet. */
  FaultProxy(Endpoint server) {
    this.server = server;
    try {
      door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon("proxy", this::accept);
  }

  /** Where clients connect to. */
  Endpoint endpoint() {
    return new Endpoint(door.getInetAddress().getHostAddress(), door.getLocalPort());
  }

  private static void daemon(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        join(door.accept());
      } catch (IOException closed) {
        // Or the client has gone already.
      }
    }
  }

  private void join(Socket client) throws IOException {
    Socket toServer;
    try {
      toServer = new Socket(server.host(), server.port());
    } catch (IOException nobody) {
      client.close();
      return;
    }
    client.setTcpNoDelay(true);
    toServer.setTcpNoDelay(true);
    var link = new Link(client, toServer);
    synchronized (this) {
      links.add(link);
    }
    daemon("proxy-out", () -> link.pump(client, toServer));
    daemon("proxy-in", () -> link.pump(toServer, client));
  }

  private synchronized void forget(Link link) {
    links.remove(link);
  }

  /** Breaks one of the connections; false if there is none. */
  synchronized boolean strike(Fault fault, Random random) {
    if (links.isEmpty()) {
      return false;
    }
    var link = links.remove(random.nextInt(links.size()));
    link.broken = true;
    reset(link.client);
    if (fault == Fault.RESET) {
      reset(link.server);
    } else {
      hanging.add(link.server);
      if (hanging.size() > MOST_HANGING) {
        reset(hanging.remove());
      }
    }
    return true;
  }

  /** Closes so that the other end is told of an error, and does not get what it has not read. */
  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException closed) {
      // Somebody else was faster.
    }
  }

  @Override
  public synchronized void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    links.forEach(link -> link.broken = true);
    links.forEach(link -> reset(link.client));
    links.forEach(link -> reset(link.server));
    hanging.forEach(FaultProxy::reset);
  }

  /** A connection of a client, and the one that was made to the server for it. */
  private final class Link {
    private final Socket client;
    private final Socket server;
    private volatile boolean broken;

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void pump(Socket from, Socket to) {
      try {
        var in = from.getInputStream();
        var out = to.getOutputStream();
        var buffer = new byte[BUFFER_BYTES];
        for (int length = in.read(buffer); length >= 0 && !broken; length = in.read(buffer)) {
          out.write(buffer, 0, length);
        }
        if (!broken) {
          to.shutdownOutput();
        }
      } catch (IOException ended) {
        end();
      }
      if (client.isClosed() || client.isOutputShutdown() && server.isOutputShutdown()) {
        end();
      }
    }

    private void end() {
      forget(this);
      if (!broken) {
        reset(client);
        reset(server);
      }
    }
  }
}

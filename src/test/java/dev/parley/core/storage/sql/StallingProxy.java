package dev.parley.core.storage.sql;

import static dev.parley.core.storage.Backend.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.HashSet;
import java.util.Set;

/** A way to a server that can be blocked without either side being told, as a network can. */
final class StallingProxy {
  private final Vertx vertx;
  private final NetServer server;
  private final Set<NetSocket> sockets = new HashSet<>();
  private volatile boolean stalled;

  StallingProxy(Vertx vertx, int target) {
    this.vertx = vertx;
    this.server = vertx.createNetServer().connectHandler(client -> join(client, target));
    await(server.listen(0, "127.0.0.1"));
  }

  int port() {
    return server.actualPort();
  }

  private void join(NetSocket client, int target) {
    client.pause();
    vertx
        .createNetClient()
        .connect(target, "127.0.0.1")
        .onSuccess(upstream -> {
          pass(client, upstream);
          pass(upstream, client);
          client.resume();
        })
        .onFailure(cause -> client.close());
  }

  private void pass(NetSocket from, NetSocket to) {
    synchronized (sockets) {
      sockets.add(from);
    }
    from.handler(bytes -> {
      if (!stalled) {
        to.write(bytes);
      }
    });
    from.closeHandler(closed -> to.close());
  }

  /** From now on nothing passes, and new connections get no answer. */
  void stall() {
    stalled = true;
  }

  /** Lets new connections pass; what was lost stays lost. */
  void resume() {
    stalled = false;
  }

  /** Cuts all connections. */
  void cut() {
    synchronized (sockets) {
      sockets.forEach(NetSocket::close);
      sockets.clear();
    }
  }

  Future<Void> close() {
    return server.close();
  }
}

package dev.parley.transport.s2s;

import dev.parley.core.federation.Target;
import dev.parley.protocol.jid.DomainName;
import dev.parley.transport.stream.LoopFlusher;
import dev.parley.transport.stream.SocketWire;
import dev.parley.transport.stream.StartTls;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.List;

/**
 * Connects to the first of several places that answers: the next one is tried as soon as one has
 * failed or keeps us waiting (RFC 8305 §5), and the others are let go.
 */
final class Dialer {
  private static final long PATIENCE_MILLIS = 500;

  private final S2sServices services;
  private final Context context;
  private final NetClient client;
  private final SocketWire.Loop loop;
  private final StartTls startTls;

  Dialer(S2sServices services, Context context, NetClient client, StartTls startTls) {
    this.services = services;
    this.context = context;
    this.client = client;
    this.startTls = startTls;
    this.loop = new SocketWire.Loop(new LoopFlusher(), startTls);
  }

  SocketWire.Loop loop() {
    return loop;
  }

  /**
   * A connection, with TLS if the target starts with it.
   *
   * @param index of the target that it leads to
   */
  record Connected(NetSocketInternal socket, int index) {}

  /** Connects on the context of this dialer; fails if nobody answers. */
  Future<Connected> connect(DomainPair pair, List<Target> targets) {
    Race race = new Race(pair, targets);
    race.next();
    return race.won.future();
  }

  /** Attempts of which one wins. */
  private final class Race {
    private final DomainPair pair;
    private final List<Target> targets;
    private final Promise<Connected> won = Promise.promise();
    private int started;
    private int running;
    private String reason = "no address";

    Race(DomainPair pair, List<Target> targets) {
      this.pair = pair;
      this.targets = targets;
    }

    void next() {
      if (won.future().isComplete()) {
        return;
      }
      if (started == targets.size()) {
        if (running == 0) {
          won.tryFail(reason);
        }
        return;
      }
      int index = started++;
      running++;
      Target target = targets.get(index);
      attempt(target)
          .onSuccess(socket -> arrived(socket, index))
          .onFailure(cause -> {
            running--;
            reason = target.address().getHostAddress() + ": " + cause.getMessage();
            next();
          });
      services
          .bus()
          .vertx()
          .setTimer(
              PATIENCE_MILLIS,
              late -> {
                if (started == index + 1) {
                  next();
                }
              });
    }

    private void arrived(NetSocketInternal socket, int index) {
      running--;
      if (!won.tryComplete(new Connected(socket, index))) {
        socket.close();
      }
    }

    private Future<NetSocketInternal> attempt(Target target) {
      ConnectOptions options =
          new ConnectOptions()
              .setRemoteAddress(
                  SocketAddress.inetSocketAddress(target.port(), target.address().getHostAddress()))
              .setTimeout((int) services.links().connectTimeout().toMillis());
      Promise<NetSocketInternal> connected = Promise.promise();
      client
          .connect(options)
          .onFailure(connected::fail)
          .onSuccess(socket -> secure(socket, target, connected));
      return connected.future();
    }

    private void secure(NetSocket socket, Target target, Promise<NetSocketInternal> connected) {
      NetSocketInternal open = (NetSocketInternal) socket;
      if (!target.directTls()) {
        connected.complete(open);
        return;
      }
      startTls
          .connect(
              open,
              services.tls().get().outgoing(pair.local(), true),
              DomainName.toAscii(pair.remote()))
          .onSuccess(secure -> connected.complete(open))
          .onFailure(cause -> {
            open.close();
            connected.fail(cause);
          });
    }
  }

  Context context() {
    return context;
  }
}

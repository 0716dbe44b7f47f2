package dev.parley.transport.s2s;

import dev.parley.core.federation.Candidate;
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

/** Connects to other servers. */
final class Dialer {
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

  /** Ready to connect on the context of this dialer, with TLS where a target starts with it. */
  Race race(DomainPair pair, List<List<Candidate>> groups) {
    return new Race(pair.remote(), groups, context, target -> attempt(pair, target));
  }

  private Future<NetSocketInternal> attempt(DomainPair pair, Target target) {
    ConnectOptions options =
        new ConnectOptions()
            .setRemoteAddress(
                SocketAddress.inetSocketAddress(target.port(), target.address().getHostAddress()))
            .setTimeout((int) services.links().connectTimeout().toMillis());
    Promise<NetSocketInternal> connected = Promise.promise();
    client
        .connect(options)
        .onFailure(connected::fail)
        .onSuccess(socket -> secure(pair, socket, target, connected));
    return connected.future();
  }

  private void secure(
      DomainPair pair, NetSocket socket, Target target, Promise<NetSocketInternal> connected) {
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

  Context context() {
    return context;
  }
}

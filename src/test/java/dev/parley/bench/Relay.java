package dev.parley.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PfxOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The floor: forwards the bytes of each connection to its partner, or to all who share a room with
 * it, without looking at them. What it costs is what TLS, the kernel and Vert.x cost, so a server
 * on Vert.x can only come near it.
 */
public final class Relay extends AbstractVerticle {
  /** With it begins what a connection says to be in a room: eight characters with its number. */
  static final char ROOM = '#';

  private static final int PLACE_DIGITS = 8;
  private static final Map<Integer, Room> ROOMS = new ConcurrentHashMap<>();
  private static final AtomicReferenceArray<@Nullable NetSocket> PLACES =
      new AtomicReferenceArray<>(1 << 16);

  private final NetServerOptions plain;
  private final NetServerOptions encrypted;

  private Relay(NetServerOptions plain, NetServerOptions encrypted) {
    this.plain = plain;
    this.encrypted = encrypted;
  }

  /** Arguments: port, port with TLS, engine ({@code jdk} or {@code openssl}), PKCS #12 file. */
  public static void main(String[] args) {
    var options = new VertxOptions().setPreferNativeTransport(true);
    var vertx = Vertx.vertx(options);
    var plain = new NetServerOptions().setHost("127.0.0.1").setPort(Integer.parseInt(args[0]));
    var encrypted =
        new NetServerOptions()
            .setHost("127.0.0.1")
            .setPort(Integer.parseInt(args[1]))
            .setSsl(true)
            .setKeyCertOptions(new PfxOptions().setPath(args[3]).setPassword("benchmark"));
    if (args[2].equals("openssl")) {
      encrypted.setSslEngineOptions(new OpenSSLEngineOptions());
    }
    vertx
        .deployVerticle(
            () -> new Relay(plain, encrypted),
            new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors()))
        .onFailure(cause -> vertx.close());
  }

  @Override
  public void start(Promise<Void> started) {
    vertx
        .createNetServer(plain)
        .connectHandler(Relay::join)
        .listen()
        .compose(port -> vertx.createNetServer(encrypted).connectHandler(Relay::join).listen())
        .<Void>mapEmpty()
        .onComplete(started);
  }

  /** The first eight digits are the connection's place; everything after them is forwarded. */
  private static void join(NetSocket socket) {
    socket.handler(first -> place(socket, first));
  }

  private static void place(NetSocket socket, Buffer first) {
    int place = Integer.parseInt(first.getString(0, PLACE_DIGITS));
    PLACES.set(place, socket);
    socket.handler(bytes -> {
      if (bytes.getByte(0) == ROOM) {
        enter(socket, Integer.parseInt(bytes.getString(1, PLACE_DIGITS)));
      } else {
        forward(place, bytes);
      }
    });
    if (first.length() > PLACE_DIGITS) {
      forward(place, first.slice(PLACE_DIGITS, first.length()));
    }
  }

  private static void enter(NetSocket socket, int number) {
    var room = ROOMS.computeIfAbsent(number, first -> new Room());
    room.add(socket);
    socket.handler(room::tell);
    socket.write("<entered/>");
  }

  private static void forward(int place, Buffer bytes) {
    var partner = PLACES.get(place ^ 1);
    if (partner != null) {
      partner.write(bytes);
    }
  }

  /** Who hears the same, by the event loop that writes to them. */
  private static final class Room {
    private final Map<Context, List<NetSocket>> members = new ConcurrentHashMap<>();

    void add(NetSocket socket) {
      members
          .computeIfAbsent(Vertx.currentContext(), first -> new CopyOnWriteArrayList<>())
          .add(socket);
    }

    void tell(Buffer bytes) {
      members.forEach((loop, sockets) ->
          loop.runOnContext(now -> sockets.forEach(socket -> socket.write(bytes))));
    }
  }
}

package dev.parley.modules.proxy;

import dev.parley.modules.proxy.SocksGreeting.Outcome;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The connections that wait for each other, and those that are joined. Lives on one context. */
final class Switchboard {
  private static final int MAX_WAITING = 500;
  private static final int MAX_WAITING_PER_ADDRESS = 20;
  private static final long PATIENCE_SECONDS = 60;

  private final Vertx vertx;
  private final Context context;
  private final Supplier<ProxySettings> settings;
  private final NetServer server;

  /** By hash, one or two. */
  private final Map<String, List<Guest>> waiting = new HashMap<>();

  /** Connections that have not been joined, by address. */
  private final Map<String, Integer> guests = new HashMap<>();

  private final Map<Jid, Integer> streams = new HashMap<>();
  private int guestCount;
  private int streamCount;

  Switchboard(Vertx vertx, Supplier<ProxySettings> settings) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.settings = settings;
    this.server =
        vertx.createNetServer(
            new NetServerOptions()
                .setTcpNoDelay(true)
                .setIdleTimeout(settings.get().idleSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS));
  }

  /** Listens; fails if the port cannot be had. */
  Future<Integer> listen() {
    Promise<Integer> bound = Promise.promise();
    ProxySettings wanted = settings.get();
    context.runOnContext(here ->
        server
            .connectHandler(this::accept)
            .listen(wanted.port(), wanted.host())
            .map(NetServer::actualPort)
            .onComplete(bound));
    return bound.future();
  }

  void close() {
    server.close();
  }

  private void accept(NetSocket socket) {
    String address = socket.remoteAddress() == null ? "" : socket.remoteAddress().hostAddress();
    int same = guests.getOrDefault(address, 0);
    if (guestCount >= MAX_WAITING || same >= MAX_WAITING_PER_ADDRESS) {
      socket.close();
      return;
    }
    guestCount++;
    guests.put(address, same + 1);
    Guest guest = new Guest(socket, address);
    socket.closeHandler(gone -> guest.left());
    socket.handler(guest::heard);
    guest.timer =
        vertx.setTimer(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS), late -> socket.close());
  }

  /**
   * Joins the two connections of a hash.
   *
   * @param account that asks for it
   * @return fails with {@link StanzaException} if they are not both there, or not allowed
   */
  Future<Void> activate(String hash, Jid account) {
    Promise<Void> done = Promise.promise();
    context.runOnContext(here -> {
      try {
        join(hash, account);
        done.complete();
      } catch (StanzaException refused) {
        done.fail(refused);
      }
    });
    return done.future();
  }

  private void join(String hash, Jid account) {
    List<Guest> pair = waiting.getOrDefault(hash, List.of());
    ProxySettings limits = settings.get();
    if (pair.size() != 2) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    int own = streams.getOrDefault(account, 0);
    if (streamCount >= limits.streams() || own >= limits.streamsPerAccount()) {
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT);
    }
    streamCount++;
    streams.put(account, own + 1);
    Guest one = pair.get(0);
    Guest other = pair.get(1);
    one.left();
    other.left();
    Ending ending = new Ending(account);
    one.socket.closeHandler(gone -> ending.closed());
    other.socket.closeHandler(gone -> ending.closed());
    new Relay(vertx, limits.bytesPerSecond()).join(one.socket, other.socket);
  }

  /** A connection that has not been joined to another. */
  private final class Guest {
    private final NetSocket socket;
    private final String address;
    private final SocksGreeting greeting = new SocksGreeting();
    private String hash = "";
    private long timer;
    private boolean gone;

    Guest(NetSocket socket, String address) {
      this.socket = socket;
      this.address = address;
    }

    void heard(Buffer bytes) {
      Outcome outcome = greeting.feed(bytes);
      if (outcome instanceof Outcome.More more) {
        if (more.answer().length() > 0) {
          socket.write(more.answer());
        }
      } else if (outcome instanceof Outcome.Refused refused) {
        socket.end(refused.answer());
      } else if (outcome instanceof Outcome.Wanted wanted) {
        wait(wanted);
      }
    }

    private void wait(Outcome.Wanted wanted) {
      hash = wanted.hash().toLowerCase(Locale.ROOT);
      List<Guest> pair = waiting.computeIfAbsent(hash, first -> new ArrayList<>(2));
      if (pair.size() == 2) {
        hash = "";
        socket.close();
        return;
      }
      pair.add(this);
      // What it sends from here on is for the other, who may not be there yet.
      socket.pause();
      socket.write(wanted.answer());
    }

    /** It has closed, or is joined now. */
    void left() {
      if (gone) {
        return;
      }
      gone = true;
      vertx.cancelTimer(timer);
      guestCount--;
      guests.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
      List<Guest> pair = waiting.get(hash);
      if (pair != null && pair.remove(this) && pair.isEmpty()) {
        waiting.remove(hash);
      }
    }
  }

  /**
   * Two connections that are joined, until both have closed; the relay closes one for the other.
   */
  private final class Ending {
    private final Jid account;
    private int open = 2;

    Ending(Jid account) {
      this.account = account;
    }

    void closed() {
      if (--open == 0) {
        streamCount--;
        streams.computeIfPresent(account, (same, count) -> count == 1 ? null : count - 1);
      }
    }
  }
}

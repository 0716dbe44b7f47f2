package dev.parley.modules.message;

import dev.parley.core.auth.Access;
import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Origin;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.Subscription;
import dev.parley.core.bus.Ticket;
import dev.parley.core.bus.ToMessage;
import dev.parley.core.bus.ToPresence;
import dev.parley.core.bus.ToSession;
import dev.parley.core.config.AccountLimits;
import dev.parley.core.home.Archive;
import dev.parley.core.home.Copies;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Session;
import dev.parley.core.module.Registry;
import dev.parley.modules.presence.Town;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A town with messages, an archive and an offline store in a test's hand, and a clock of its own.
 */
final class Post implements AutoCloseable {
  private final Town town = new Town(AccountLimits.DEFAULT, false);
  private final Vertx vertx = town.bus().vertx();
  private final AtomicLong millis = new AtomicLong(1_000_000);
  private final AtomicLong streams = new AtomicLong();
  final HeldArchive.Held archive = new HeldArchive.Held();
  final HeldOffline offline = new HeldOffline();

  /**
   * Starts it.
   *
   * @param archived true if messages are archived
   * @param copied true if all sessions want copies
   */
  Post(boolean archived, boolean copied) {
    Town.await(
        town.homes()
            .forEach(home -> {
              if (archived) {
                home.publish(Archive.class, archive.in(home));
              }
              if (copied) {
                home.publish(Copies.class, new AllCopies());
              }
              return Future.succeededFuture();
            }));
    Town.await(
        vertx.deployVerticle(
            new MessageVerticle(
                town.homes(),
                town.router(),
                new Registry(),
                offline,
                () -> AccountLimits.DEFAULT,
                () -> Instant.ofEpochMilli(millis.get()))));
  }

  /** Lets time pass for those who look at the clock. */
  void pass(long more) {
    millis.addAndGet(more);
  }

  /** A session that is available with a priority. */
  Device online(String name, int priority) {
    Device device = new Device(Town.jid(name));
    device.sendPresence(priority);
    return device;
  }

  @Override
  public void close() {
    town.close();
  }

  /** Copies of everything for everybody. */
  private static final class AllCopies implements Copies {
    @Override
    public boolean isWanted(Session session) {
      return true;
    }

    @Override
    public Message received(LiveAccount account, Message message) {
      return copy("received", message);
    }

    @Override
    public Message sent(LiveAccount account, Message message) {
      return copy("sent", message);
    }

    private static Message copy(String direction, Message message) {
      return Message.of(Message.Type.CHAT, null, direction + " " + message.body());
    }
  }

  /** A session without a socket, which acknowledges when a test says so. */
  final class Device {
    private final Jid full;
    private final String stream = "d" + streams.incrementAndGet();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final List<ToSession.Delivery> held = new ArrayList<>();
    private final Subscription subscription;
    private long sequence;

    private Device(Jid full) {
      this.full = full;
      String resource = Objects.requireNonNull(full.resource());
      Town.await(
          town.bus()
              .request(
                  Addresses.presence(Shard.of(full)),
                  new ToPresence.Bind(full.bare(), resource, stream, Access.PLAIN, null)));
      subscription =
          Town.await(
              town.bus().consume(vertx.getOrCreateContext(), Addresses.session(full), this::told));
      town.bus().send(Addresses.presence(Shard.of(full)), new ToPresence.Ready(full, stream));
    }

    private synchronized void told(ToSession event) {
      if (event instanceof ToSession.Delivery delivery) {
        if (delivery.stanza() instanceof Message message) {
          held.add(delivery);
          events.add(brief(message));
        } else if (full.equals(delivery.stanza().from()) && delivery.stanza().id() != null) {
          events.add(String.valueOf(delivery.stanza().id()));
        }
      } else if (event instanceof ToSession.Safe safe) {
        events.add("safe " + Arrays.toString(safe.sequences()));
      } else if (event instanceof ToSession.Release) {
        subscription.cancel();
        town.bus()
            .send(
                Addresses.presence(Shard.of(full)),
                new ToPresence.Released(full, stream, List.copyOf(held), null));
      }
    }

    private void sendPresence(int priority) {
      out("<presence id='here'><priority>" + priority + "</priority></presence>", null);
      if (!next().equals("here")) {
        throw new AssertionError(full + " did not become available");
      }
    }

    /** Sends a message to somebody by way of its own home, and waits for its acknowledgement. */
    void send(String name, String content) {
      Origin origin = new Origin(full, stream, ++sequence);
      String id = full.resource() + sequence;
      String to = "' to='" + Town.jid(name);
      out("<message type='chat' id='" + id + to + "'>" + content + "</message>", origin);
    }

    private void out(String xml, @Nullable Origin origin) {
      Stanza stanza = Stanza.parse(XmlReader.read(xml, Namespaces.CLIENT));
      town.router().outbound(stanza.withFrom(full), Shard.of(full), true, origin);
    }

    /** Its client has all that it was given. */
    synchronized void take() {
      List<Ticket> tickets =
          held.stream().map(ToSession.Delivery::ticket).filter(Objects::nonNull).toList();
      held.clear();
      town.bus().send(Addresses.message(Shard.of(full)), new ToMessage.Taken(full.bare(), tickets));
    }

    /** The stream ends; what it was given and did not take goes back. */
    void leave() {
      town.bus()
          .send(Addresses.presence(Shard.of(full)), new ToPresence.Closing(full, stream, false));
    }

    /** What it is told next. */
    String next() {
      try {
        return String.valueOf(events.poll(10, TimeUnit.SECONDS));
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return "nothing";
      }
    }

    /** True if it was told nothing more so far. */
    boolean isQuiet() {
      return events.isEmpty();
    }

    /** Waits until all that was sent before has passed its home. */
    void settle() {
      out("<iq type='result' id='marker' to='" + full + "'/>", null);
      List<String> before = new ArrayList<>();
      for (String next = next(); !next.equals("marker"); next = next()) {
        before.add(next);
      }
      events.addAll(before);
    }
  }

  /** A message as tests name it: error or body, stanza id, delay. */
  private static String brief(Message message) {
    StringBuilder text = new StringBuilder(message.isError() ? "error " : "");
    text.append(message.body());
    Element id = message.child("urn:xmpp:sid:0", "stanza-id");
    text.append(id == null ? "" : ", " + id.attribute("id"));
    return text.append(message.child("urn:xmpp:delay", "delay") == null ? "" : ", late").toString();
  }
}

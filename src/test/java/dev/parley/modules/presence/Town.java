package dev.parley.modules.presence;

import dev.parley.core.auth.Access;
import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Bus;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.Subscription;
import dev.parley.core.bus.ToPresence;
import dev.parley.core.bus.ToSession;
import dev.parley.core.config.AccountLimits;
import dev.parley.core.home.HomeLimits;
import dev.parley.core.home.Homes;
import dev.parley.core.home.Router;
import dev.parley.core.module.Registry;
import dev.parley.modules.iq.IqVerticle;
import dev.parley.modules.roster.RosterVerticle;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Homes with rosters and presence on real event loops, and sessions without sockets. */
public final class Town implements AutoCloseable {
  private static final String DOMAIN = "example.com";

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx);
  private final HeldRosterStore store;
  private final List<Stanza> remote = new ArrayList<>();
  private final AtomicLong streams = new AtomicLong();
  private final Homes homes;
  private final Router router;

  /** Starts it; accounts whose name starts with {@code no} do not exist. */
  public Town(AccountLimits limits, boolean paced) {
    this(limits, paced, new HeldRosterStore());
  }

  /** Starts it with rosters from before. */
  Town(AccountLimits limits, boolean paced, HeldRosterStore store) {
    this.store = store;
    homes =
        await(
            Homes.start(
                bus,
                2,
                jid -> Future.succeededFuture(jid.local() != null && !jid.local().startsWith("no")),
                new HomeLimits(100, 100, 100_000)));
    router = new Router(bus, DOMAIN::equals, this::leave);
    Registry registry = new Registry();
    PresenceSettings settings =
        new PresenceSettings(
            limits::directedPresences,
            () -> paced,
            () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    await(
        vertx.deployVerticle(
            new RosterVerticle(
                homes, router, registry, store, () -> limits, InstantSource.system())));
    await(vertx.deployVerticle(new PresenceVerticle(homes, router, settings)));
    await(vertx.deployVerticle(new IqVerticle(homes, router, registry)));
  }

  private synchronized boolean leave(Stanza stanza, Object origin) {
    remote.add(stanza);
    return true;
  }

  /** What was sent to other domains so far, in its order. */
  public synchronized List<Stanza> remote() {
    return List.copyOf(remote);
  }

  /** Where rosters are kept. */
  public HeldRosterStore store() {
    return store;
  }

  /** Its homes. */
  public Homes homes() {
    return homes;
  }

  /** The way between them. */
  public Router router() {
    return router;
  }

  /** The bus of the town. */
  public Bus bus() {
    return bus;
  }

  /** Binds a session; {@code name} is as in {@code romeo/hall}. */
  public Resident connect(String name) {
    return new Resident(jid(name));
  }

  /** The address of a name: as it is if it has a domain, else of this town. */
  public static Jid jid(String name) {
    if (name.indexOf('.') >= 0) {
      return Jid.parse(name);
    }
    int slash = name.indexOf('/');
    return slash < 0
        ? Jid.of(name, DOMAIN, null)
        : Jid.of(name.substring(0, slash), DOMAIN, name.substring(slash + 1));
  }

  /** Has a stanza arrive from another domain. */
  public void arrive(String xml) {
    router.route(stanza(xml));
  }

  private static Stanza stanza(String xml) {
    return Stanza.parse(XmlReader.read(xml, Namespaces.CLIENT));
  }

  /** Waits for a future, for 10 seconds at most. */
  public static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  @Override
  public void close() {
    await(vertx.close());
  }

  /** A session without a socket. */
  public final class Resident {
    private final Jid full;
    private final String stream = "s" + streams.incrementAndGet();
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final Subscription subscription;
    private long markers;

    private Resident(Jid full) {
      this.full = full;
      await(
          bus.request(
              Addresses.presence(Shard.of(full)),
              new ToPresence.Bind(
                  full.bare(),
                  Objects.requireNonNull(full.resource()),
                  stream,
                  Access.PLAIN,
                  null)));
      subscription =
          await(bus.consume(vertx.getOrCreateContext(), Addresses.session(full), this::receive));
      bus.send(Addresses.presence(Shard.of(full)), new ToPresence.Ready(full, stream));
    }

    private void receive(ToSession event) {
      if (event instanceof ToSession.Delivery delivery) {
        received.add(brief(delivery.stanza()));
      } else if (event instanceof ToSession.Release) {
        subscription.cancel();
        bus.send(
            Addresses.presence(Shard.of(full)),
            new ToPresence.Released(full, stream, List.of(), null));
      }
    }

    /** The full JID. */
    public Jid full() {
      return full;
    }

    /** Sends a stanza. */
    public void send(String xml) {
      router.outbound(stanza(xml).withFrom(full), Shard.of(full), false, null);
    }

    /** Sends a request to its own account. */
    public void ask(String type, String id, String payload) {
      send("<iq type='" + type + "' id='" + id + "' to='" + full.bare() + "'>" + payload + "</iq>");
    }

    /** Asks for the roster, and waits for it. */
    public Resident withRoster() {
      ask("get", "roster", "<query xmlns='jabber:iq:roster'/>");
      next();
      return this;
    }

    /** Becomes available, and forgets what comes of it. */
    public Resident online() {
      send("<presence/>");
      settle();
      received.clear();
      return this;
    }

    /** What it gets next: see {@link #brief}. */
    public String next() {
      try {
        String next = received.poll(10, TimeUnit.SECONDS);
        return next == null ? "nothing" : next;
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return "nothing";
      }
    }

    /** All that it gets until what it has sent so far has gone through its home and others'. */
    public List<String> all(Resident... others) {
      settle(others);
      List<String> all = new ArrayList<>();
      received.drainTo(all);
      return all;
    }

    /** Sends a marker through the homes of others to itself, and waits for it. */
    public void settle(Resident... others) {
      for (int round = 0; round < 3; round++) {
        for (Resident other : others) {
          mark(other, this);
          mark(this, other);
        }
        mark(this, this);
      }
    }

    private void mark(Resident from, Resident to) {
      String id = "marker" + ++from.markers;
      Stanza marker = stanza("<iq type='result' id='" + id + "' to='" + to.full + "'/>");
      router.outbound(marker.withFrom(from.full), Shard.of(from.full), true, null);
      List<String> before = new ArrayList<>();
      String next = to.next();
      while (!next.contains(id + " ")) {
        if (next.equals("nothing")) {
          throw new AssertionError("a marker did not arrive; instead: " + before);
        }
        before.add(next);
        next = to.next();
      }
      to.putBack(before);
    }

    private void putBack(List<String> before) {
      List<String> after = new ArrayList<>();
      received.drainTo(after);
      received.addAll(before);
      received.addAll(after);
    }

    /** The stream ends. */
    public void disconnect() {
      bus.send(Addresses.presence(Shard.of(full)), new ToPresence.Closing(full, stream, false));
    }

    @Override
    public String toString() {
      return full.toString();
    }
  }

  /** A stanza as tests name it: kind or type, sender, id, and what is said of roster items. */
  public static String brief(Stanza stanza) {
    StringBuilder text = new StringBuilder();
    if (stanza instanceof Presence presence) {
      text.append(presence.type().name().toLowerCase(Locale.ROOT));
    } else {
      text.append(Objects.requireNonNullElse(stanza.toElement().attribute("type"), ""));
    }
    Jid from = stanza.from();
    if (from != null) {
      text.append(" from ").append(from.toString().replace("@" + DOMAIN, ""));
    }
    if (stanza.id() != null && stanza.id().startsWith("marker")) {
      text.append(' ').append(stanza.id()).append(' ');
    }
    for (Element child : stanza.children()) {
      if (stanza.isError()) {
        text.append(child.name().equals("error") ? " " + child.elements().get(0).name() : "");
      } else if (child.namespace().equals("jabber:iq:roster")) {
        for (Element item : child.elements()) {
          text.append(" item ").append(text(item, "jid").replace("@" + DOMAIN, ""));
          text.append(' ').append(text(item, "subscription"));
          text.append(item.attribute("ask") == null ? "" : " asking");
          text.append(item.attribute("approved") == null ? "" : " approved");
        }
      } else if (!child.text().isEmpty()) {
        text.append(' ').append(child.text());
      }
    }
    return text.toString();
  }

  private static String text(Element element, String attribute) {
    return Objects.requireNonNullElse(element.attribute(attribute), "");
  }
}

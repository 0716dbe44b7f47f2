package dev.parley.transport.component;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Origin;
import dev.parley.core.bus.Subscription;
import dev.parley.core.bus.ToComponent;
import dev.parley.core.bus.ToSession;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stream.StreamError;
import dev.parley.protocol.stream.StreamError.Condition;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.stream.StreamHeader;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.transport.component.Components.Known;
import dev.parley.transport.stream.ConnectionVerticle;
import dev.parley.transport.stream.Wire;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stream of a component, from its header to its end (XEP-0114 §3). */
final class ComponentStream implements Wire.Listener, ConnectionVerticle.Stream {
  private static final Logger LOG = LoggerFactory.getLogger(ComponentStream.class);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ID_BYTES = 18;
  private static final long LAST_STANZAS_MILLIS = 1_000;

  private final ComponentServices services;
  private final String address;
  private final String id = newId();
  private final Promise<Void> ended = Promise.promise();

  /** Who waits to hear that a message has been written. */
  private final IdentityHashMap<ToSession.Delivery, Origin> origins = new IdentityHashMap<>();

  private @Nullable Wire wire;
  private @Nullable Known component;
  private @Nullable ComponentTraffic traffic;
  private @Nullable Subscription outbound;
  private boolean headerSent;
  private boolean deciding;
  private boolean closed;

  /**
   * A stream about to begin.
   *
   * @param address of the component, without port
   */
  ComponentStream(ComponentServices services, String address) {
    this.services = services;
    this.address = address;
  }

  void attach(Wire carrier) {
    wire = carrier;
  }

  private Wire wire() {
    return Objects.requireNonNull(wire);
  }

  private static String newId() {
    byte[] random = new byte[ID_BYTES];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().encodeToString(random);
  }

  @Override
  public String contentNamespace() {
    return Namespaces.COMPONENT;
  }

  @Override
  public Future<Void> ended() {
    return ended.future();
  }

  @Override
  public void opened(Element header) {
    StreamHeader asked = StreamHeader.parse(header, Namespaces.COMPONENT);
    Jid to = asked.to();
    Known known = to == null || !to.isDomain() ? null : services.components().find(to.domain());
    if (known == null) {
      throw new StreamException(StreamError.of(Condition.HOST_UNKNOWN));
    }
    component = known;
    sendHeader(to);
  }

  private void sendHeader(@Nullable Jid from) {
    headerSent = true;
    wire().open(new StreamHeader(null, from, id, null, null));
  }

  @Override
  public void element(Element element) {
    ComponentTraffic open = traffic;
    if (element.is(Namespaces.STREAMS, "error")) {
      LOG.debug("a component ended by an error: {}", StreamError.parse(element));
      end(false);
    } else if (open != null) {
      wire().countStanza();
      open.element(element);
    } else if (Handshake.is(element) && !deciding) {
      decide(element);
    } else {
      throw new StreamException(StreamError.of(Condition.NOT_AUTHORIZED));
    }
  }

  private void decide(Element handshake) {
    Known known = Objects.requireNonNull(component);
    if (Handshake.isRight(handshake, id, known.secret())) {
      enter(known);
      return;
    }
    LOG.warn("component {} from {} has a wrong secret", known.config().domain(), address);
    deciding = true;
    wire().suspend();
    services
        .router()
        .bus()
        .vertx()
        .timer(services.config().get().auth().failureDelay().toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(later -> failed(StreamError.of(Condition.NOT_AUTHORIZED)));
  }

  private void enter(Known known) {
    // Before it is known to others, so that nothing is sent to nobody.
    outbound =
        services
            .router()
            .bus()
            .subscribeHere(Addresses.component(id), incoming -> told(incoming.body()));
    if (!services.components().enter(known, id)) {
      outbound.cancel();
      outbound = null;
      throw new StreamException(StreamError.of(Condition.CONFLICT));
    }
    LOG.info("component {} connected from {}", known.config().domain(), address);
    wire().loggedIn(services.limitsAfterLogin());
    wire().write(Handshake.accepted());
    traffic = new ComponentTraffic(services, known.config(), wire());
    services.hooks().connected(known.config());
  }

  private void told(ToComponent event) {
    if (event instanceof ToComponent.Outbound sent && closed) {
      Components.away(services.router(), sent.stanza(), sent.origin());
    } else if (event instanceof ToComponent.Outbound sent) {
      ToSession.Delivery delivery = new ToSession.Delivery(sent.stanza());
      Origin origin = sent.origin();
      if (origin != null) {
        origins.put(delivery, origin);
      }
      wire().write(delivery);
    } else if (event instanceof ToComponent.Replaced) {
      failed(StreamError.of(Condition.CONFLICT));
    }
  }

  @Override
  public void written(List<ToSession.Delivery> deliveries) {
    for (int i = 0; i < deliveries.size(); i++) {
      services.router().safe(origins.remove(deliveries.get(i)));
    }
  }

  @Override
  public void closed() {
    end(true);
  }

  @Override
  public void failed(StreamError error) {
    if (closed) {
      return;
    }
    LOG.debug("a component's stream ended: {}", error.condition());
    if (!headerSent) {
      sendHeader(Jid.of(null, services.config().get().domains().get(0).name(), null));
    }
    wire().write(error.toElement());
    end(false);
  }

  /** From here on what is sent to the component comes back. */
  private void end(boolean peerClosed) {
    if (!closed) {
      closed = true;
      leave();
      wire().close(peerClosed);
    }
  }

  private void leave() {
    Known known = component;
    if (known == null || traffic == null) {
      return;
    }
    services.components().leave(known, id);
    LOG.info("component {} disconnected", known.config().domain());
  }

  @Override
  public void disconnected() {
    if (!closed) {
      closed = true;
      leave();
    }
    wire()
        .takeLeftovers(true)
        .onSuccess(rest -> {
          rest.forEach(delivery ->
              Components.away(services.router(), delivery.stanza(), origins.remove(delivery)));
          // What the socket has taken is answered for; the rest has been given back above.
          origins.values().forEach(services.router()::safe);
          origins.clear();
        });
    Subscription consuming = outbound;
    if (consuming == null) {
      ended.tryComplete();
      return;
    }
    // What was sent before others knew is still on its way here.
    services
        .router()
        .bus()
        .vertx()
        .timer(LAST_STANZAS_MILLIS, TimeUnit.MILLISECONDS)
        .onComplete(later -> {
          consuming.cancel();
          ended.tryComplete();
        });
  }

  @Override
  public void stop() {
    failed(StreamError.of(Condition.SYSTEM_SHUTDOWN));
  }

  /** Ends the stream if the component has not got this far in time. */
  void loginTimedOut() {
    if (traffic == null) {
      failed(StreamError.of(Condition.CONNECTION_TIMEOUT));
    }
  }
}

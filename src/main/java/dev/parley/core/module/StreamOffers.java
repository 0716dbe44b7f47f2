package dev.parley.core.module;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What modules offer on the stream itself: features in the stream's header (RFC 6120 §4.3.2), and
 * answers to those who have not logged in.
 */
public final class StreamOffers {
  private final List<Offer> offers = new CopyOnWriteArrayList<>();
  private final List<String> inline = new CopyOnWriteArrayList<>();
  private final Map<String, LoginHandler> handlers = new ConcurrentHashMap<>();

  /** When a feature is offered. */
  public enum Phase {
    /** With the mechanisms of authentication, over TLS if that is required. */
    LOGIN,
    /** With resource binding. */
    BIND
  }

  /**
   * One feature.
   *
   * @param element makes it for a domain, null to leave it out there
   */
  public record Offer(Phase phase, Function<String, @Nullable Element> element) {}

  /** Answers an IQ of somebody who has not logged in. Called on the context of the stream. */
  public interface LoginHandler {
    /**
     * Answers as {@link IqHandler} does.
     *
     * @param domain the one the stream is for
     * @param address of the peer, without port
     */
    Future<Iq> handle(Iq iq, Jid domain, String address);
  }

  /** Offers a feature. */
  public void add(Offer offer) {
    offers.add(offer);
  }

  /** Takes a feature back. */
  public void remove(Offer offer) {
    offers.remove(offer);
  }

  void addInline(String namespace) {
    inline.add(namespace);
  }

  void removeInline(String namespace) {
    inline.remove(namespace);
  }

  /** What modules do within Bind 2 (XEP-0386 §3.1), by namespace. */
  public List<String> inline() {
    return inline;
  }

  void answer(String namespace, LoginHandler handler) {
    handlers.put(namespace, handler);
  }

  void stopAnswering(String namespace) {
    handlers.remove(namespace);
  }

  /** The features of a phase, in the order their modules were started. */
  public List<Element> features(Phase phase, String domain) {
    return offers.stream()
        .filter(offer -> offer.phase() == phase)
        .<Element>mapMulti((offer, sink) -> {
          Element element = offer.element().apply(domain);
          if (element != null) {
            sink.accept(element);
          }
        })
        .toList();
  }

  /** Who answers this payload before login; null if nobody does. */
  public @Nullable LoginHandler loginHandler(String namespace) {
    return handlers.get(namespace);
  }
}

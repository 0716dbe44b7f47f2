package dev.parley.transport.c2s;

import dev.parley.core.bus.Origin;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToSession;
import dev.parley.core.home.Router;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.stream.StreamError;
import dev.parley.protocol.stream.StreamError.Condition;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.xml.Element;
import dev.parley.transport.stream.Receipts;
import dev.parley.transport.stream.ServerAnnotations;
import org.jspecify.annotations.Nullable;

/**
 * Stanzas that the client of one session sends: checked, stamped and handed to the bus (RFC 6120
 * §8.1.2).
 */
final class ClientStanzas {
  private final ClientStream stream;
  private final Jid full;
  private final Jid bare;
  private final int shard;
  private final Router router;
  private boolean viaHome;

  /**
   * None has come yet.
   *
   * @param viaHome whether the session's home looks at what it sends
   */
  ClientStanzas(ClientStream stream, Jid full, boolean viaHome) {
    this.stream = stream;
    this.full = full;
    this.bare = full.bare();
    this.shard = Shard.of(full);
    this.router = stream.services().router();
    this.viaHome = viaHome;
  }

  /** Never back: what went through the home must not be overtaken. */
  void route(ToSession.Routing routing) {
    viaHome |= routing.viaHome();
  }

  /**
   * Takes a stanza.
   *
   * @param counted counts it, and hears when it is safe; null without XEP-0198
   */
  void take(Element element, @Nullable Receipts counted) {
    long number = counted == null ? 0 : counted.receive();
    Stanza stanza;
    try {
      stanza = Stanza.parse(element);
    } catch (StanzaException wrong) {
      refuse(wrong);
      settle(counted, number);
      return;
    }
    checkFrom(stanza);
    String lang = stream.lang();
    if (lang != null && stanza.lang() == null) {
      stanza = stanza.withLang(lang);
    }
    if (stanza instanceof Message message) {
      Origin origin = counted == null ? null : counted.origin(number);
      Jid to = message.to() == null ? bare : message.to();
      Message stamped = message.withAddresses(full, to);
      router.outbound(
          ServerAnnotations.strip(stamped, to, router.domains()), shard, viaHome, origin);
      return;
    }
    if (stanza instanceof Iq iq) {
      iq(iq);
    } else if (stanza instanceof Presence presence) {
      presence(presence);
    }
    settle(counted, number);
  }

  private static void settle(@Nullable Receipts counted, long number) {
    if (counted != null) {
      counted.safe(number);
    }
  }

  private void refuse(StanzaException wrong) {
    Element answer = wrong.answer();
    if (answer != null) {
      stream.wire().write(answer);
    }
  }

  /** RFC 6120 §8.1.2.1: a client may name itself, and nobody else. */
  private void checkFrom(Stanza stanza) {
    Jid from = stanza.from();
    if (from != null && !from.equals(full) && !from.equals(bare)) {
      throw new StreamException(StreamError.of(Condition.INVALID_FROM));
    }
  }

  private void iq(Iq iq) {
    Element payload = iq.payload();
    String namespace = payload == null ? "" : payload.namespace();
    if (namespace.equals(Binding.BIND) || namespace.equals(Binding.SESSION)) {
      ownIq(iq, namespace);
      return;
    }
    Jid to = iq.to() == null ? bare : iq.to();
    router.outbound(iq.withAddresses(full, to), shard, viaHome, null);
  }

  /** What concerns the stream itself is answered here. */
  private void ownIq(Iq iq, String namespace) {
    boolean session = namespace.equals(Binding.SESSION);
    if (iq.type() == Iq.Type.SET) {
      write(session ? iq.result() : iq.error(StanzaError.of(StanzaError.Condition.NOT_ALLOWED)));
    } else if (iq.type() == Iq.Type.GET) {
      write(iq.error(StanzaError.of(StanzaError.Condition.BAD_REQUEST)));
    }
  }

  private void presence(Presence presence) {
    boolean subscription = Router.isSubscription(presence);
    if (subscription && presence.to() == null) {
      write(presence.error(StanzaError.of(StanzaError.Condition.BAD_REQUEST)));
      return;
    }
    // RFC 6121 §3.1.2: subscriptions are between accounts.
    router.outbound(presence.withFrom(subscription ? bare : full), shard, viaHome, null);
  }

  private void write(Stanza stanza) {
    stream.wire().write(new ToSession.Delivery(stanza));
  }
}

package dev.parley.core.home;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Bus;
import dev.parley.core.bus.BusAddress;
import dev.parley.core.bus.Origin;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToIq;
import dev.parley.core.bus.ToMessage;
import dev.parley.core.bus.ToPresence;
import dev.parley.core.bus.ToRoster;
import dev.parley.core.bus.ToService;
import dev.parley.core.bus.ToSession;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Picks the bus address of a stanza from its addresses (RFC 6120 §10). Usable from any context;
 * from one context to one account the order is kept.
 */
public final class Router {
  private final Bus bus;
  private final Domains domains;
  private final RemoteDomains remote;

  /** Routes to the homes of {@code domains}, and to {@code remote} what is not theirs. */
  public Router(Bus bus, Domains domains, RemoteDomains remote) {
    this.bus = bus;
    this.domains = domains;
    this.remote = remote;
  }

  /** The bus of this node. */
  public Bus bus() {
    return bus;
  }

  /** The domains served here. */
  public Domains domains() {
    return domains;
  }

  /**
   * Takes a stanza from a session of this server: stamped, validated, with its {@code to} filled in
   * unless it is presence to everybody.
   *
   * @param sender shard of the sender's account
   * @param viaHome true if the sender's home is to see it first
   * @param origin null unless the sender waits for an acknowledgement
   */
  public void outbound(Stanza stanza, int sender, boolean viaHome, @Nullable Origin origin) {
    if (stanza instanceof Message message) {
      if (viaHome) {
        bus.send(Addresses.message(sender), new ToMessage.Outbound(message, origin));
      } else {
        route(message, origin);
      }
    } else if (stanza instanceof Iq iq) {
      if (viaHome && !isAnsweredAtHome(iq)) {
        bus.send(Addresses.iq(sender), new ToIq.Outbound(iq));
      } else {
        route(iq);
      }
    } else if (stanza instanceof Presence presence) {
      outbound(presence, sender, viaHome);
    }
  }

  /** Presence to somebody takes the way of messages, so that it keeps its place among them. */
  private void outbound(Presence presence, int sender, boolean viaHome) {
    if (isSubscription(presence)) {
      bus.send(Addresses.roster(sender), new ToRoster.Outbound(presence));
    } else if (presence.to() == null || viaHome) {
      bus.send(Addresses.presence(sender), new ToPresence.Outbound(presence));
    } else {
      route(presence);
      bus.send(Addresses.presence(sender), new ToPresence.Directed(presence));
    }
  }

  /** Sends a stanza to the home of its {@code to}. */
  public void route(Stanza stanza) {
    if (stanza instanceof Message message) {
      route(message, null);
    } else if (stanza instanceof Iq iq) {
      route(iq);
    } else if (stanza instanceof Presence presence) {
      route(presence);
    }
  }

  /** True for what the sender's home answers itself: in the name of its account or its domain. */
  private boolean isAnsweredAtHome(Iq iq) {
    Jid to = target(iq);
    Jid from = iq.from();
    return from != null && (to.isDomain() ? domains.isLocal(to.domain()) : to.equals(from.bare()));
  }

  /** Sends a message to the home of its {@code to}. */
  public void route(Message message, @Nullable Origin origin) {
    Jid to = target(message);
    if (toService(message, to, origin)) {
      return;
    }
    if (domains.isServed(to.domain())) {
      bus.send(Addresses.message(Shard.of(to)), new ToMessage.Inbound(message, origin));
    } else {
      leave(message, origin);
    }
  }

  /** Sends an IQ to the home of its {@code to}; to the sender's if that is a domain served here. */
  public void route(Iq iq) {
    Jid to = target(iq);
    if (!to.isDomain() && toService(iq, to, null)) {
      return;
    }
    if (domains.isServed(to.domain())) {
      Jid from = iq.from();
      Jid home = to.isDomain() && from != null && domains.isLocal(from.domain()) ? from : to;
      bus.send(Addresses.iq(Shard.of(home)), new ToIq.Inbound(iq));
    } else {
      leave(iq, null);
    }
  }

  /** Sends presence to the home of its {@code to}. */
  public void route(Presence presence) {
    Jid to = target(presence);
    if (toService(presence, to, null)) {
      return;
    }
    if (!domains.isServed(to.domain())) {
      leave(presence, null);
    } else if (isSubscription(presence)) {
      bus.send(Addresses.roster(Shard.of(to)), new ToRoster.Inbound(presence));
    } else {
      bus.send(Addresses.presence(Shard.of(to)), new ToPresence.Inbound(presence));
    }
  }

  /** Hands a stanza to the service that takes all that is sent to its domain, if one does. */
  private boolean toService(Stanza stanza, Jid to, @Nullable Origin origin) {
    if (domains.isLocal(to.domain())) {
      return false;
    }
    IntFunction<BusAddress<ToService>> way = domains.way(to.domain());
    if (way != null) {
      bus.send(way.apply(Shard.of(to)), new ToService.Inbound(stanza, origin));
    }
    return way != null;
  }

  /** Answers a stanza with an error, unless it may not be answered (RFC 6120 §8.3.1). */
  public void refuse(Stanza stanza, StanzaError error) {
    if (isAnswerable(stanza)) {
      route(stanza.error(error));
    }
  }

  /** Tells the home of a message's sender that the message is safe. */
  public void safe(@Nullable Origin origin) {
    if (origin == null) {
      return;
    }
    var stream = origin.stream();
    if (stream != null) {
      bus.send(stream, new ToSession.Safe(new long[] {origin.sequence()}));
    } else {
      bus.send(
          Addresses.message(Shard.of(origin.full())),
          new ToMessage.Safe(origin.full(), origin.session(), new long[] {origin.sequence()}));
    }
  }

  /** False for errors, and for results, which are never answered. */
  public static boolean isAnswerable(Stanza stanza) {
    if (stanza.from() == null) {
      return false;
    }
    if (stanza instanceof Iq iq) {
      return iq.type() == Iq.Type.GET || iq.type() == Iq.Type.SET;
    }
    if (stanza instanceof Message message) {
      return message.type() != Message.Type.ERROR;
    }
    return stanza instanceof Presence presence && presence.type() != Presence.Type.ERROR;
  }

  /** True for presence that manages a subscription (RFC 6121 §3). */
  public static boolean isSubscription(Presence presence) {
    return switch (presence.type()) {
      case SUBSCRIBE, SUBSCRIBED, UNSUBSCRIBE, UNSUBSCRIBED -> true;
      case AVAILABLE, UNAVAILABLE, PROBE, ERROR -> false;
    };
  }

  private void leave(Stanza stanza, @Nullable Origin origin) {
    if (!remote.send(stanza, origin)) {
      refuse(stanza, StanzaError.of(StanzaError.Condition.REMOTE_SERVER_NOT_FOUND));
      safe(origin);
    }
  }

  private static Jid target(Stanza stanza) {
    Jid to = stanza.to();
    if (to == null) {
      throw new IllegalArgumentException("a stanza to be routed has no 'to'");
    }
    return to;
  }
}

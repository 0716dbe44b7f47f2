package dev.parley.core.bus;

import dev.parley.core.auth.AuthRequest;
import dev.parley.protocol.jid.Jid;

/** Every address of the bus, spelled once. */
public final class Addresses {
  private static final Shards<ToRoster> ROSTER = new Shards<>("roster", ToRoster.class);
  private static final Shards<ToPresence> PRESENCE = new Shards<>("presence", ToPresence.class);
  private static final Shards<ToMessage> MESSAGE = new Shards<>("message", ToMessage.class);
  private static final Shards<ToIq> IQ = new Shards<>("iq", ToIq.class);
  private static final Shards<ToPubsub> PUBSUB = new Shards<>("pubsub", ToPubsub.class);
  private static final Shards<ToService> MUC = new Shards<>("muc", ToService.class);
  private static final Shards<ToAccounts> ACCOUNTS = new Shards<>("accounts", ToAccounts.class);
  private static final Shards<ToPrivilege> PRIVILEGE = new Shards<>("privilege", ToPrivilege.class);
  private static final Shards<ToService> MULTICAST = new Shards<>("multicast", ToService.class);
  private static final Shards<ToAdmin> ADMIN = new Shards<>("admin", ToAdmin.class);
  private static final Shards<ToBlocklist> BLOCKLIST = new Shards<>("blocklist", ToBlocklist.class);
  private static final Shards<AuthRequest> AUTH = new Shards<>("auth", AuthRequest.class);

  private Addresses() {}

  /** Authentication of streams (RFC 6120 §6), sharded by their ids. */
  public static BusAddress<AuthRequest> auth(int shard) {
    return AUTH.of(shard);
  }

  /** Subscription requests and answers (RFC 6121 §3). */
  public static BusAddress<ToRoster> roster(int shard) {
    return ROSTER.of(shard);
  }

  /** Presence, and the sessions of an account (RFC 6121 §4). */
  public static BusAddress<ToPresence> presence(int shard) {
    return PRESENCE.of(shard);
  }

  /** Messages to an account (RFC 6121 §5). */
  public static BusAddress<ToMessage> message(int shard) {
    return MESSAGE.of(shard);
  }

  /** Info/query to an account or through it to one of its sessions (RFC 6120 §8.2.3). */
  public static BusAddress<ToIq> iq(int shard) {
    return IQ.of(shard);
  }

  /** Nodes of accounts and services (XEP-0060, XEP-0163). */
  public static BusAddress<ToPubsub> pubsub(int shard) {
    return PUBSUB.of(shard);
  }

  /** Rooms (XEP-0045), sharded by their bare JIDs. */
  public static BusAddress<ToService> muc(int shard) {
    return MUC.of(shard);
  }

  /** News about accounts themselves: made, deleted, disabled. */
  public static BusAddress<ToAccounts> accounts(int shard) {
    return ACCOUNTS.of(shard);
  }

  /** One bound session; consumed on the context of its socket. */
  public static BusAddress<ToSession> session(Jid full) {
    return new BusAddress<>("session/" + full, ToSession.class);
  }

  /** Messages to several addresses (XEP-0033). */
  public static BusAddress<ToService> multicast(int shard) {
    return MULTICAST.of(shard);
  }

  /** What concerns privileged components (XEP-0356). */
  public static BusAddress<ToPrivilege> privilege(int shard) {
    return PRIVILEGE.of(shard);
  }

  /** Who keeps the block lists of a domain. */
  public static BusAddress<ToBlocklist> blocklist(int shard) {
    return BLOCKLIST.of(shard);
  }

  /** What administrators ask of a shard. */
  public static BusAddress<ToAdmin> admin(int shard) {
    return ADMIN.of(shard);
  }

  /** The connection of a component, by its id; consumed on the context of its socket. */
  public static BusAddress<ToComponent> component(String id) {
    return new BusAddress<>("component/" + id, ToComponent.class);
  }

  /** One BOSH session (XEP-0124); consumed on the context that it began on. */
  public static BusAddress<ToBosh> bosh(String sid) {
    return new BusAddress<>("bosh/" + sid, ToBosh.class);
  }

  /** One stream of another server; consumed on the context of its socket. */
  public static BusAddress<ToSession> stream(String id) {
    return new BusAddress<>("stream/" + id, ToSession.class);
  }

  /**
   * Addresses of one service, one a shard, made once.
   *
   * @param <T> the type of their bodies
   */
  public static final class Shards<T> {
    private final BusAddress<?>[] addresses = new BusAddress<?>[Shard.COUNT];
    private final Class<T> body;

    /** Addresses {@code service/0} to {@code service/255}. */
    public Shards(String service, Class<T> body) {
      this.body = body;
      for (int shard = 0; shard < Shard.COUNT; shard++) {
        addresses[shard] = new BusAddress<>(service + "/" + shard, body);
      }
    }

    /** The address of a shard, 0 to 255. */
    @SuppressWarnings("unchecked") // all are made above, with this type
    public BusAddress<T> of(int shard) {
      return (BusAddress<T>) addresses[shard];
    }

    /** The type of the bodies. */
    public Class<T> body() {
      return body;
    }
  }
}

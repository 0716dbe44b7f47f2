package dev.parley.bench;

import dev.parley.core.config.TlsConfig.Engine;

/** The rows of the budget table whose unit is CPU time; later features add theirs here. */
enum Row {
  MESSAGE("1:1 message, one in flight each, TLS", 18, true),
  PLAIN_MESSAGE("the same without TLS", 13, true),
  BURST("1:1 message, 16 in flight each (bursts)", 8, true),
  ACKED("1:1 message with XEP-0198 acks, asked for after each", 24, false),
  WEBSOCKET("1:1 message over WebSocket, one in flight each", 20, false),
  BOSH("1:1 message over BOSH, one in flight each", 60, false),
  COMPONENT("message to or from a component (XEP-0114), one in flight each", 20, false),
  PACED("1:1 message, 1000 a second in all (mostly idle)", 85, true),
  PRESENCE("presence delivery (one contact's copy, 10 contacts)", 7, false),
  PEP("PEP notification (one contact's, 10 contacts; each item stored)", 20, false),
  ROOM_10("room delivery, 10 occupants (each message stored once)", 8, true),
  ROOM_100("room delivery, 100 occupants", 8, true),
  ROOM_1000("room delivery, 1000 occupants", 8, true),
  ROOM_ENTRY("entry into a room of 100 and exit", 2000, false),
  PING("ping round trip", 18, false),
  LOGIN("login + logout, STARTTLS (SCRAM, roster of 10, presence)", 2000, false),
  DIRECT_LOGIN("login + logout, direct TLS", 2000, true),
  QUICK_LOGIN("the same by token in one round trip (SASL2, Bind 2, FAST, XEP-0198)", 2000, false),
  RESUME("lost connection, session resumed by token in one round trip", 2000, false),
  ARCHIVED_MESSAGE("1:1 message, one in flight each, both copies archived", 45, false),
  ARCHIVED_BURST("1:1 message, 16 in flight each, both copies archived", 45, false),
  ARCHIVE_PAGE("archive page of 50, at random in an archive of 1 000 000", 2000, false);

  /** Clients that log in and out at the same time. */
  static final int WORKERS = 16;

  /** Occupants of the largest room. */
  static final int LARGE_ROOM = 1000;

  private static final int SMALL_ROOM = 10;
  private static final int SMALL_ROOMS = 20;
  private static final int MIDDLE_ROOM = 100;
  private static final int MIDDLE_ROOMS = 2;
  private static final int BURST_SIZE = 16;
  private static final int RATE = 1000;
  private static final int OPENSSL_LOGIN = 800;
  private static final int LOGIN_WARM_UPS = 3;

  private final String title;
  private final int budgetMicros;
  private final boolean hasFloor;

  Row(String title, int budgetMicros, boolean hasFloor) {
    this.title = title;
    this.budgetMicros = budgetMicros;
    this.hasFloor = hasFloor;
  }

  String title() {
    return title;
  }

  /** The most CPU time of the server process per unit that the design allows, in microseconds. */
  int budgetMicros(Engine engine) {
    boolean handshakes = isLogin();
    return handshakes && engine == Engine.OPENSSL ? OPENSSL_LOGIN : budgetMicros;
  }

  private boolean isLogin() {
    return this == LOGIN || this == DIRECT_LOGIN || this == QUICK_LOGIN || this == RESUME;
  }

  /** How many times the usual warm-up it needs: a login is much code that runs seldom. */
  int warmUps() {
    return isLogin() ? LOGIN_WARM_UPS : 1;
  }

  /** Whether a relay that looks at nothing can carry this load. */
  boolean hasFloor() {
    return hasFloor;
  }

  /** Whether it needs a listener that a server somebody else has started may lack. */
  boolean needsListener() {
    return this == WEBSOCKET || this == BOSH || this == COMPONENT;
  }

  /** Whether messages are kept in archives meanwhile; the others measure the bare path. */
  boolean isArchived() {
    return this == ARCHIVED_MESSAGE || this == ARCHIVED_BURST || this == ARCHIVE_PAGE;
  }

  Load load(Fleet fleet, Target target, Plan plan) {
    int pairs = plan.pairs();
    return switch (this) {
      case MESSAGE -> messages(fleet, target, new MessageLoad.Shape(pairs, 1, false, 0));
      case PLAIN_MESSAGE ->
          new MessageLoad(fleet, target, Security.PLAIN, new MessageLoad.Shape(pairs, 1, false, 0));
      case WEBSOCKET ->
          new MessageLoad(
              fleet, target, Security.WEBSOCKET, new MessageLoad.Shape(pairs, 1, false, 0));
      case BOSH ->
          new MessageLoad(fleet, target, Security.BOSH, new MessageLoad.Shape(pairs, 1, false, 0));
      case COMPONENT -> new ComponentLoad(fleet, target, 2 * pairs);
      case BURST -> messages(fleet, target, new MessageLoad.Shape(pairs, BURST_SIZE, false, 0));
      case ACKED -> messages(fleet, target, new MessageLoad.Shape(pairs, 1, true, 0));
      case PACED -> messages(fleet, target, new MessageLoad.Shape(pairs, 1, false, RATE));
      case PRESENCE -> new PresenceLoad(fleet, target, Math.max(1, 2 * pairs / LoadAccount.CLIQUE));
      case PEP -> new PepLoad(fleet, target, Math.max(1, 2 * pairs / LoadAccount.CLIQUE));
      case ROOM_10 -> new RoomLoad(fleet, target, SMALL_ROOMS, SMALL_ROOM);
      case ROOM_100 -> new RoomLoad(fleet, target, MIDDLE_ROOMS, MIDDLE_ROOM);
      case ROOM_1000 -> new RoomLoad(fleet, target, 1, LARGE_ROOM);
      case ROOM_ENTRY -> new EntryLoad(fleet, target, MIDDLE_ROOM);
      case PING -> new PingLoad(fleet, target, 2 * pairs);
      case LOGIN -> new LoginLoad(fleet, target, LoginLoad.Way.STARTTLS, WORKERS);
      case DIRECT_LOGIN -> new LoginLoad(fleet, target, LoginLoad.Way.DIRECT, WORKERS);
      case QUICK_LOGIN -> new LoginLoad(fleet, target, LoginLoad.Way.TOKEN, WORKERS);
      case RESUME -> new LoginLoad(fleet, target, LoginLoad.Way.RESUMED, WORKERS);
      case ARCHIVED_MESSAGE -> messages(fleet, target, new MessageLoad.Shape(pairs, 1, false, 0));
      case ARCHIVED_BURST ->
          messages(fleet, target, new MessageLoad.Shape(pairs, BURST_SIZE, false, 0));
      case ARCHIVE_PAGE -> new ArchiveLoad(fleet, target);
    };
  }

  private static Load messages(Fleet fleet, Target target, MessageLoad.Shape shape) {
    return new MessageLoad(fleet, target, Security.DIRECT, shape);
  }
}

package dev.parley.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Brings clients into a room (XEP-0045): the first makes it, then all others enter at once. */
final class RoomSetup {
  private static final byte[] SUBJECT = "<subject".getBytes(StandardCharsets.US_ASCII);

  private static final String STORED =
      "<field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field>"
          + "<field var='muc#roomconfig_persistentroom'><value>1</value></field>";

  private final String room;
  private final List<Client> clients;
  private final boolean stored;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private int entered;

  /**
   * Prepares.
   *
   * @param room its bare JID
   */
  RoomSetup(String room, List<Client> clients) {
    this(room, clients, false);
  }

  /**
   * Prepares.
   *
   * @param room its bare JID
   * @param stored true if it is there even when nobody is in it
   */
  RoomSetup(String room, List<Client> clients, boolean stored) {
    this.room = room;
    this.clients = clients;
    this.stored = stored;
  }

  /** The address of a room. */
  static String address(String name, String domain) {
    return name + "@conference." + domain;
  }

  /** The presence with which somebody enters. */
  static String entry(String room, String nick) {
    return "<presence to='"
        + room
        + "/"
        + nick
        + "'><x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>";
  }

  /** The presence with which somebody leaves. */
  static String exit(String room, String nick) {
    return "<presence type='unavailable' to='" + room + "/" + nick + "'/>";
  }

  /** Completes when all are there; their listeners are to be set then. */
  CompletableFuture<Void> enter() {
    enter(0);
    return ready;
  }

  private void enter(int place) {
    var client = clients.get(place);
    client.listener(new Newcomer(place));
    client.write(entry(room, "n" + place));
  }

  private void entered(int place) {
    if (place == 0) {
      clients
          .get(0)
          .write(
              "<iq type='set' id='open' to='"
                  + room
                  + "'><query xmlns='http://jabber.org/protocol/muc#owner'>"
                  + "<x xmlns='jabber:x:data' type='submit'>"
                  + (stored ? STORED : "")
                  + "</x></query></iq>");
    }
    count();
  }

  private void opened() {
    clients.get(0).listener(new Silence());
    for (int other = 1; other < clients.size(); other++) {
      enter(other);
    }
    count();
  }

  /** The first counts twice: when it is there, and when the room is open. */
  private void count() {
    if (++entered == clients.size() + 1) {
      clients.forEach(client -> client.listener(new Silence()));
      ready.complete(null);
    }
  }

  /** Waits for the subject, which ends an entry. */
  private final class Newcomer implements Listener {
    private final int place;

    Newcomer(int place) {
      this.place = place;
    }

    @Override
    public void stanza(Client from, byte[] data, int start, int end) {
      if (data[start + 1] == 'm' && Bytes.indexOf(data, start, end, SUBJECT) >= 0) {
        if (place > 0) {
          from.listener(new Silence());
        }
        entered(place);
      } else if (data[start + 1] == 'i') {
        opened();
      }
    }

    @Override
    public void closed(Client closed) {
      closed.fleet().fail(new IllegalStateException("the server closed a stream under load"));
    }
  }
}

package dev.parley.bench;

import java.nio.charset.StandardCharsets;

/** One end of a conversation: sends numbered messages and checks those of its peer. */
final class Talker implements Listener {
  /** Told after each delivery. */
  interface Observer {
    void delivered(Talker receiver, int counter);
  }

  private static final byte[] BODY = "<body>".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HANDLED = " h=".getBytes(StandardCharsets.US_ASCII);
  private static final String REQUEST = "<r xmlns='urn:xmpp:sm:3'/>";

  /** The roster request and the presence, which a login sends after enabling. */
  private static final int STANZAS_BEFORE = 2;

  private final int place;
  private final Client client;
  private final boolean acks;
  private final Template message;
  private final byte[] peerAddress;
  private final Deliveries deliveries;
  private final Observer observer;
  private int sent;
  private int expected;
  private int acknowledged;

  /**
   * @param place which end of which conversation it is
   * @param from full JID of the peer, as the server writes it
   * @param message what this end sends
   * @param acks whether each message asks for an acknowledgement (XEP-0198 §4)
   */
  Talker(
      int place,
      Client client,
      String from,
      String message,
      boolean acks,
      Deliveries deliveries,
      Observer observer) {
    this.place = place;
    this.client = client;
    this.acks = acks;
    this.message = new Template(acks ? message + REQUEST : message);
    this.peerAddress = from.getBytes(StandardCharsets.UTF_8);
    this.deliveries = deliveries;
    this.observer = observer;
    client.listener(this);
  }

  /** Ends 2n and 2n + 1 talk to each other. */
  int place() {
    return place;
  }

  /** Counter of the next message. */
  int nextCounter() {
    return sent;
  }

  void send(int count) {
    var bytes = client.buffer(count * message.length());
    for (int i = 0; i < count; i++) {
      message.append(bytes, sent++);
    }
    deliveries.sent(count);
    client.write(bytes);
  }

  /** Whether the server has acknowledged all; asks again where it has not. */
  boolean allAcknowledged() {
    boolean all = !acks || acknowledged == sent + STANZAS_BEFORE;
    if (!all) {
      client.write(REQUEST);
    }
    return all;
  }

  @Override
  public void stanza(Client from, byte[] data, int start, int end) {
    switch (data[start + 1]) {
      case 'm' -> message(data, start, end);
      case 'a' -> acknowledged = handled(data, start, end);
      default -> {}
    }
  }

  @Override
  public void closed(Client closed) {
    closed.fleet().fail(new IllegalStateException("the server closed a stream under load"));
  }

  private void message(byte[] data, int start, int end) {
    int counter = Bytes.counterAfter(data, start, end, BODY);
    if (counter < 0 || Bytes.indexOf(data, start, end, peerAddress) < 0) {
      deliveries.foreign(data, start, end);
      return;
    }
    expected = deliveries.delivered(counter, expected);
    observer.delivered(this, counter);
  }

  private static int handled(byte[] data, int start, int end) {
    int value = 0;
    int at = Bytes.indexOf(data, start, end, HANDLED) + HANDLED.length + 1;
    while (data[at] >= '0' && data[at] <= '9') {
      value = 10 * value + data[at++] - '0';
    }
    return value;
  }
}

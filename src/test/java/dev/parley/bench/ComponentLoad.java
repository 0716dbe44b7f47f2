package dev.parley.bench;

import dev.parley.bench.LoadAccount.Circle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Clients that each talk to an address of one component (XEP-0114), which answers. A unit is one
 * message, of either side; one is in flight in each conversation.
 */
final class ComponentLoad extends CrowdLoad {
  /** The domain of the component. */
  static final String DOMAIN = "echo." + Servers.DOMAIN;

  /** What it proves itself by. */
  static final String SECRET = "benchmark";

  private static final byte[] BODY = "<body>".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TO = " to='".getBytes(StandardCharsets.US_ASCII);
  private static final String TEXT =
      "' type='chat' id='f2a9c1d7-5b0e'><body>"
          + Template.COUNTER
          + " and the rest of a sentence that people of ordinary patience write to each other"
          + "</body></message>";

  private final Fleet fleet;
  private final List<Conversation> conversations = new ArrayList<>();

  ComponentLoad(Fleet fleet, Target target, int count) {
    super(fleet, target, LoadAccount.first(count, Circle.NOBODY, target.domain()));
    this.fleet = fleet;
  }

  @Override
  CompletableFuture<?> prepare(List<Client> all, List<LoadAccount> owners) {
    var connected = new CompletableFuture<Void>();
    var component = fleet.connect(target(), Security.COMPONENT, new Component(connected));
    for (int i = 0; i < all.size(); i++) {
      conversations.add(new Conversation(i, all.get(i), owners.get(i), component));
    }
    return connected;
  }

  @Override
  void begin() {
    conversations.forEach(Conversation::speak);
  }

  /** A client and its address at the component. */
  private final class Conversation implements Participant {
    private final Client client;
    private final Client component;
    private final Template question;
    private final Template answer;
    private int said;
    private int expectedThere;
    private int expectedHere;

    Conversation(int number, Client client, LoadAccount owner, Client component) {
      this.client = client;
      this.component = component;
      var address = number + "@" + DOMAIN;
      this.question = new Template("<message to='" + address + TEXT);
      this.answer = new Template("<message from='" + address + "' to='" + owner.full() + TEXT);
      client.listener(this);
    }

    void speak() {
      write(client, question, said++);
    }

    void asked(int counter) {
      expectedThere = deliveries().delivered(counter, expectedThere);
      write(component, answer, counter);
    }

    private void write(Client from, Template message, int counter) {
      deliveries().sent(1);
      var bytes = from.buffer(message.length());
      message.append(bytes, counter);
      from.write(bytes);
    }

    @Override
    public void stanza(Client from, byte[] data, int start, int end) {
      if (data[start + 1] != 'm') {
        return;
      }
      int counter = Bytes.counterAfter(data, start, end, BODY);
      if (counter < 0) {
        deliveries().foreign(data, start, end);
        return;
      }
      expectedHere = deliveries().delivered(counter, expectedHere);
      if (isRunning()) {
        speak();
      }
    }
  }

  /** The component's end of all conversations. */
  private final class Component implements Participant {
    private final CompletableFuture<Void> connected;

    Component(CompletableFuture<Void> connected) {
      this.connected = connected;
    }

    @Override
    public void connected(Client client) {
      client.scanner().skipHeader();
      connected.complete(null);
    }

    @Override
    public void stanza(Client from, byte[] data, int start, int end) {
      int counter = Bytes.counterAfter(data, start, end, BODY);
      int at = Bytes.indexOf(data, start, end, TO) + TO.length;
      int number = 0;
      while (data[at] >= '0' && data[at] <= '9') {
        number = 10 * number + data[at++] - '0';
      }
      if (counter < 0 || data[at] != '@') {
        deliveries().foreign(data, start, end);
      } else {
        conversations.get(number).asked(counter);
      }
    }
  }
}

package dev.parley.bench;

import dev.parley.bench.LoadAccount.Circle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Clients that ping the server (XEP-0199), each with one request in flight. */
final class PingLoad implements Load {
  private static final byte[] ID = "ping-".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] RESULT = "result".getBytes(StandardCharsets.US_ASCII);

  private final Fleet fleet;
  private final Target target;
  private final int count;
  private final Deliveries deliveries = new Deliveries();
  private final List<Pinger> pingers = new ArrayList<>();
  private final Template request;
  private boolean running;

  PingLoad(Fleet fleet, Target target, int count) {
    this.fleet = fleet;
    this.target = target;
    this.count = count;
    this.request =
        new Template(
            "<iq type='get' id='ping-"
                + Template.COUNTER
                + "' to='"
                + target.domain()
                + "'><ping xmlns='urn:xmpp:ping'/></iq>");
  }

  @Override
  public CompletableFuture<?> open() {
    var accounts = LoadAccount.first(count, Circle.NOBODY, target.domain());
    return new Crowd(fleet, target, Security.DIRECT, Login.Options.PLAIN, accounts)
        .login()
        .thenAccept(all -> all.forEach(client -> pingers.add(new Pinger(client))));
  }

  @Override
  public void start() {
    running = true;
    pingers.forEach(Pinger::send);
  }

  @Override
  public long done() {
    return deliveries.done();
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean settled() {
    return deliveries.complete();
  }

  @Override
  public String faults() {
    return deliveries.faults();
  }

  @Override
  public void close() {
    pingers.forEach(pinger -> pinger.client.close());
  }

  private final class Pinger implements Listener {
    private final Client client;
    private int sent;
    private int expected;

    Pinger(Client client) {
      this.client = client;
      client.listener(this);
    }

    void send() {
      var bytes = client.buffer(request.length());
      request.append(bytes, sent++);
      deliveries.sent(1);
      client.write(bytes);
    }

    @Override
    public void stanza(Client from, byte[] data, int start, int end) {
      if (data[start + 1] != 'i') {
        return;
      }
      if (Bytes.indexOf(data, start, end, RESULT) < 0) {
        deliveries.foreign(data, start, end);
        return;
      }
      expected = deliveries.delivered(Bytes.counterAfter(data, start, end, ID), expected);
      if (running) {
        send();
      }
    }

    @Override
    public void closed(Client closed) {
      closed.fleet().fail(new IllegalStateException("the server closed a stream under load"));
    }
  }
}

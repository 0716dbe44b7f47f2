package dev.parley.bench;

import dev.parley.bench.LoadAccount.Circle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Clients that ping the server (XEP-0199), each with one request in flight. */
final class PingLoad extends CrowdLoad {
  private static final byte[] ID = "ping-".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] RESULT = "result".getBytes(StandardCharsets.US_ASCII);

  private final List<Pinger> pingers = new ArrayList<>();
  private final Template request;

  PingLoad(Fleet fleet, Target target, int count) {
    super(fleet, target, LoadAccount.first(count, Circle.NOBODY, target.domain()));
    this.request =
        new Template(
            "<iq type='get' id='ping-"
                + Template.COUNTER
                + "' to='"
                + target.domain()
                + "'><ping xmlns='urn:xmpp:ping'/></iq>");
  }

  @Override
  CompletableFuture<?> prepare(List<Client> all, List<LoadAccount> owners) {
    all.forEach(client -> pingers.add(new Pinger(client)));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  void begin() {
    pingers.forEach(Pinger::send);
  }

  private final class Pinger implements Participant {
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
      deliveries().sent(1);
      client.write(bytes);
    }

    @Override
    public void stanza(Client from, byte[] data, int start, int end) {
      if (data[start + 1] != 'i') {
        return;
      }
      if (Bytes.indexOf(data, start, end, RESULT) < 0) {
        deliveries().foreign(data, start, end);
        return;
      }
      expected = deliveries().delivered(Bytes.counterAfter(data, start, end, ID), expected);
      if (isRunning()) {
        send();
      }
    }
  }
}

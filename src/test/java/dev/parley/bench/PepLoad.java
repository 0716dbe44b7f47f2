package dev.parley.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * People who publish what they listen to (XEP-0118), and whose contacts want to know. A unit is one
 * contact's notification; each tune is stored.
 */
final class PepLoad extends CliqueLoad {
  private static final String TUNE = "http://jabber.org/protocol/tune";
  private static final byte[] TITLE = "<title>".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ID = " id='".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] INFO = "disco#info".getBytes(StandardCharsets.US_ASCII);
  private static final String INTEREST =
      "<presence><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='urn:load' ver='1'/>"
          + "</presence>";
  private static final String PUBLICATION =
      "<iq type='set' id='tune'><pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='"
          + TUNE
          + "'><item id='current'><tune xmlns='"
          + TUNE
          + "'><title>"
          + Template.COUNTER
          + "</title><artist>Yes</artist><source>Fragile</source></tune></item></publish></pubsub>"
          + "</iq>";

  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private int interested;

  PepLoad(Fleet fleet, Target target, int count) {
    super(fleet, target, count, new Template(PUBLICATION));
  }

  @Override
  CompletableFuture<?> prepare(List<Client> all, List<LoadAccount> owners) {
    super.prepare(all, owners);
    all.forEach(client -> client.write(INTEREST));
    return ready;
  }

  @Override
  String address(LoadAccount account) {
    return "from='" + account.bare() + "'";
  }

  @Override
  int counter(byte[] data, int start, int end) {
    return data[start + 1] == 'm' ? Bytes.counterAfter(data, start, end, TITLE) : -1;
  }

  /** With presence comes the last tune of each contact. */
  @Override
  boolean repeats() {
    return true;
  }

  @Override
  void foreign(Member member, byte[] data, int start, int end) {
    deliveries().foreign(data, start, end);
  }

  /** Says what the client is interested in, once the server asks. */
  @Override
  void answer(Client client, byte[] data, int start, int end) {
    if (data[start + 1] != 'i' || Bytes.indexOf(data, start, end, INFO) < 0) {
      return;
    }
    int id = Bytes.indexOf(data, start, end, ID) + ID.length;
    int quote = id;
    while (data[quote] != '\'') {
      quote++;
    }
    client.write(
        "<iq type='result' to='"
            + target().domain()
            + "' id='"
            + new String(data, id, quote - id, StandardCharsets.UTF_8)
            + "'><query xmlns='http://jabber.org/protocol/disco#info'><feature var='"
            + TUNE
            + "+notify'/></query></iq>");
    if (++interested == clients().size()) {
      ready.complete(null);
    }
  }
}

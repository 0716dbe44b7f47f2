package dev.parley.bench;

import dev.parley.bench.LoadAccount.Circle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/**
 * Somebody enters a room and leaves it, again and again, while the others stay. A unit is one entry
 * and one exit, of which all who are there hear.
 */
final class EntryLoad implements Load {
  private static final byte[] SUBJECT = "<subject".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SELF = "code='110'".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] GONE = "type='unavailable'".getBytes(StandardCharsets.US_ASCII);

  private final Fleet fleet;
  private final Target target;
  private final int size;
  private final LongAdder visits = new LongAdder();
  private List<Client> clients = List.of();
  private String room = "";
  private boolean running;
  private boolean inside;

  /**
   * Prepares.
   *
   * @param size how many are there all the time
   */
  EntryLoad(Fleet fleet, Target target, int size) {
    this.fleet = fleet;
    this.target = target;
    this.size = size;
  }

  @Override
  public CompletableFuture<?> open() {
    var accounts = LoadAccount.first(size + 1, Circle.NOBODY, target.domain());
    room = RoomSetup.address("entries", target.domain());
    return new Crowd(fleet, target, Security.DIRECT, Login.Options.PLAIN, accounts)
        .login()
        .thenCompose(all -> {
          clients = new ArrayList<>(all);
          return new RoomSetup(room, all.subList(0, size)).enter();
        });
  }

  private Client visitor() {
    return clients.get(size);
  }

  @Override
  public void start() {
    running = true;
    visitor().listener(new Visitor());
    enter();
  }

  private void enter() {
    inside = true;
    visitor().write(RoomSetup.entry(room, "visitor"));
  }

  @Override
  public long done() {
    return visits.sum();
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean settled() {
    return !inside;
  }

  @Override
  public String faults() {
    return "";
  }

  @Override
  public void close() {
    clients.forEach(Client::close);
  }

  private final class Visitor implements Listener {
    @Override
    public void stanza(Client from, byte[] data, int start, int end) {
      if (data[start + 1] == 'm' && Bytes.indexOf(data, start, end, SUBJECT) >= 0) {
        from.write("<presence type='unavailable' to='" + room + "/visitor'/>");
      } else if (Bytes.indexOf(data, start, end, GONE) >= 0
          && Bytes.indexOf(data, start, end, SELF) >= 0) {
        visits.increment();
        inside = false;
        if (running) {
          enter();
        }
      }
    }

    @Override
    public void closed(Client closed) {
      closed.fleet().fail(new IllegalStateException("the server closed a stream under load"));
    }
  }
}

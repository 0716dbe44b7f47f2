package dev.parley.bench;

import dev.parley.bench.LoadAccount.Circle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Rooms in which one occupant after another says something, and the next does so when all have
 * heard it. A unit is one occupant's copy; each message is stored once, by the room.
 */
final class RoomLoad extends CrowdLoad {
  private static final byte[] BODY = "<body>".getBytes(StandardCharsets.US_ASCII);

  private final int count;
  private final int size;
  private final List<Room> rooms = new ArrayList<>();

  /**
   * Prepares.
   *
   * @param count rooms
   * @param size occupants of each
   */
  RoomLoad(Fleet fleet, Target target, int count, int size) {
    super(fleet, target, LoadAccount.first(count * size, Circle.NOBODY, target.domain()));
    this.count = count;
    this.size = size;
  }

  @Override
  CompletableFuture<?> prepare(List<Client> all, List<LoadAccount> owners) {
    var ready = new ArrayList<CompletableFuture<?>>();
    for (int number = 0; number < count; number++) {
      var members = all.subList(number * size, (number + 1) * size);
      var room = RoomSetup.address("load" + size + "-" + number, target().domain());
      var entered =
          target().isRelay()
              ? new RelayRoom(number, members).enter()
              : new RoomSetup(room, members).enter();
      ready.add(entered.thenRun(() -> rooms.add(new Room(room, members))));
    }
    return CompletableFuture.allOf(ready.toArray(CompletableFuture[]::new));
  }

  @Override
  void begin() {
    rooms.forEach(Room::speak);
  }

  private final class Room {
    private final List<Client> members;
    private final Template message;
    private int said;
    private int missing;

    Room(String address, List<Client> members) {
      this.members = members;
      this.message =
          new Template(
              "<message type='groupchat' id='m' to='"
                  + address
                  + "'><body>"
                  + Template.COUNTER
                  + " But, soft! what light through yonder window breaks?</body></message>");
      members.forEach(member -> member.listener(new Member(this)));
    }

    void speak() {
      missing = members.size();
      deliveries().sent(missing);
      var client = members.get(said % members.size());
      var bytes = client.buffer(message.length());
      message.append(bytes, said);
      client.write(bytes);
    }

    void heard() {
      if (--missing == 0) {
        said++;
        if (isRunning()) {
          speak();
        }
      }
    }
  }

  private final class Member implements Participant {
    private final Room room;
    private int expected;

    Member(Room room) {
      this.room = room;
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
      expected = deliveries().delivered(counter, expected);
      room.heard();
    }
  }
}

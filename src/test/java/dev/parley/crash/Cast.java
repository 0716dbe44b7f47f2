package dev.parley.crash;

import dev.parley.crash.Receiver.Habit;
import dev.parley.testing.Account;
import dev.parley.testing.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The people of a scene: senders, who write to each other and to receivers of all habits. Half of
 * the receivers acknowledge, every second connection is encrypted.
 */
final class Cast {
  private static final String DOMAIN = "localhost";
  private static final int SENDERS = 6;

  private Cast() {}

  static List<Person> of(Endpoint server, Play play, Random random) {
    var senders = devices("sender", SENDERS, true);
    var prompt = devices("prompt", SENDERS, false);
    var managed = devices("managed", SENDERS / 2, true);
    var hesitant = devices("hesitant", SENDERS / 2, true);
    var restless = devices("restless", SENDERS / 2, true);
    var guests = devices("guest", SENDERS / 2, false);
    var people = new ArrayList<Person>();
    for (int i = 0; i < SENDERS; i++) {
      int shift = i;
      var recipients =
          Stream.of(senders, prompt, managed, hesitant, restless, guests)
              .flatMap(kind ->
                  Stream.of(kind.get((shift + 1) % kind.size()), kind.get(shift % kind.size())))
              .filter(device -> device != senders.get(shift))
              .toList();
      people.add(new Sender(senders.get(i), server, play, recipients, seeded(random)));
    }
    Stream.of(prompt, managed)
        .flatMap(List::stream)
        .forEach(
            device -> people.add(new Receiver(device, server, play, Habit.PROMPT, seeded(random))));
    hesitant.forEach(
        device -> people.add(new Receiver(device, server, play, Habit.HESITANT, seeded(random))));
    Stream.of(restless, guests)
        .flatMap(List::stream)
        .forEach(device ->
            people.add(new Receiver(device, server, play, Habit.RESTLESS, seeded(random))));
    return people;
  }

  private static Random seeded(Random random) {
    return new Random(random.nextLong());
  }

  /**
   * Devices of one kind. Who leaves without having acknowledged has to read to the end, which TLS
   * does not let him do when the server has died: those are not encrypted.
   */
  private static List<Device> devices(String kind, int count, boolean acks) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            new Device(
                new Account(kind + i, DOMAIN, "secret"),
                "crash",
                acks,
                i % 2 == 0 && !kind.equals("guest")))
        .toList();
  }
}

package dev.parley.crash;

import dev.parley.testing.Account;
import dev.parley.testing.Endpoint;
import dev.parley.testing.Xml;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads all that the archive of an account has. */
final class Archive {
  private static final Duration LOOK = Duration.ofMillis(20);

  private final List<Entry> entries = new ArrayList<>();
  private final Device device;
  private final Connection connection;
  private final CatchUp catchUp;

  Archive(String account, Endpoint server) {
    device = new Device(new Account(account, "localhost", "secret"), "audit", false, false);
    connection = new Connection(device, server, this::came);
    catchUp = new CatchUp(connection::send, entries::add);
  }

  private void came(Xml.Element element) {
    catchUp.handles(element);
  }

  /** All of it, in its order. */
  List<Entry> read() {
    connection.open(() -> connection.bind(device.resource()));
    catchUp.begin();
    while (!catchUp.isDone() && !connection.endsWithin(LOOK)) {
      catchUp.goOn();
    }
    connection.close();
    return List.copyOf(entries);
  }
}

package dev.parley.core.home;

import dev.parley.core.bus.ToSession;
import dev.parley.protocol.xml.ByteSink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Deliveries that wait, in their order; of those about the same topic only the last. */
public final class Latest {
  private final Map<Object, Entry> entries = new LinkedHashMap<>(2);
  private long bytes;

  /** One that waits and how many bytes it takes. */
  private static final class Entry {
    private final ToSession.Delivery delivery;
    private final int bytes;

    Entry(ToSession.Delivery delivery, int bytes) {
      this.delivery = delivery;
      this.bytes = bytes;
    }
  }

  /** Adds one, last. */
  public void add(ToSession.Delivery delivery) {
    Object topic = Fleeting.topic(delivery.stanza());
    Entry former = topic == null ? null : entries.remove(topic);
    Entry entry = new Entry(delivery, sizeOf(delivery));
    entries.put(topic == null ? entry : topic, entry);
    bytes += entry.bytes - (former == null ? 0 : former.bytes);
  }

  /** How many bytes a stanza takes on the wire. */
  static int sizeOf(ToSession.Delivery delivery) {
    ByteSink sink = new ByteSink(512);
    delivery.stanza().write(sink);
    return sink.size();
  }

  /** How many there are. */
  public int size() {
    return entries.size();
  }

  /** How many bytes they take. */
  public long bytes() {
    return bytes;
  }

  /** Takes all. */
  public List<ToSession.Delivery> take() {
    if (entries.isEmpty()) {
      return List.of();
    }
    List<ToSession.Delivery> all = entries.values().stream().map(entry -> entry.delivery).toList();
    entries.clear();
    bytes = 0;
    return all;
  }
}

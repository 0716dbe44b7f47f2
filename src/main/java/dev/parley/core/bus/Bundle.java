package dev.parley.core.bus;

import dev.parley.core.bus.Station.Arrival;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/**
 * Bodies for many addresses, such as the copies of one message: each event loop gets its part as
 * few tasks instead of one for each body, and is woken once. What the consumers of a part send in
 * turn makes a bundle again. The order is that of {@link Bus#send}. For one thread, and one use.
 */
public final class Bundle {
  /** Bodies of one task: others must not wait for long lists. */
  private static final int MOST = 100;

  private final Bus bus;
  private final List<Part> parts = new ArrayList<>(2);

  Bundle(Bus bus) {
    this.bus = bus;
  }

  /** Adds a body; what is for an address that nobody consumes is gone. */
  public <T> void add(BusAddress<? super T> address, T body) {
    Station<?> station = bus.station(address);
    if (station != null) {
      add(station.arrival(body, null));
    }
  }

  @SuppressWarnings("ReferenceEquality") // one event loop is one object
  void add(Arrival<?> arrival) {
    EventLoop loop = arrival.station().loop();
    for (int i = parts.size() - 1; i >= 0; i--) {
      Part part = parts.get(i);
      if (part.loop == loop) {
        if (part.arrivals.size() < MOST) {
          part.arrivals.add(arrival);
          return;
        }
        break;
      }
    }
    parts.add(new Part(bus, loop, arrival));
  }

  /** Sends all of it. */
  public void send() {
    Bundle open = bus.gathering();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (open == null) {
        part.queue();
      } else {
        // Behind what the sender has sent before.
        part.arrivals.forEach(open::add);
      }
    }
  }

  /** What one event loop gets as one task. */
  private static final class Part implements Runnable {
    private final Bus bus;
    private final EventLoop loop;
    private final List<Arrival<?>> arrivals = new ArrayList<>();

    Part(Bus bus, EventLoop loop, Arrival<?> first) {
      this.bus = bus;
      this.loop = loop;
      arrivals.add(first);
    }

    void queue() {
      try {
        loop.execute(this);
      } catch (RejectedExecutionException ended) {
        arrivals.forEach(Arrival::lost);
      }
    }

    @Override
    public void run() {
      Bundle echoes = new Bundle(bus);
      bus.gather(echoes);
      try {
        // Vert.x takes the time of the outermost dispatch only.
        arrivals.get(0).station().context().dispatch(this::consume);
      } finally {
        bus.gather(null);
        echoes.send();
      }
    }

    private void consume() {
      for (int i = 0; i < arrivals.size(); i++) {
        arrivals.get(i).run();
      }
    }
  }
}

package dev.parley.modules.multicast;

import dev.parley.protocol.jid.Jid;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How many addresses each sender has used in a minute. */
final class Spending {
  private static final int MAX_SENDERS = 10_000;
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final LongSupplier nanoClock;
  private final Map<Jid, Minute> senders = new LinkedHashMap<>(16, 0.75f, true);

  Spending(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Takes addresses from the budget of this minute; false if that would be too many. */
  boolean take(Jid sender, int addresses, int perMinute) {
    long now = nanoClock.getAsLong();
    Minute minute = senders.get(sender);
    if (minute == null || now - minute.began >= MINUTE) {
      minute = new Minute(now);
      senders.put(sender, minute);
      if (senders.size() > MAX_SENDERS) {
        var oldest = senders.keySet().iterator();
        oldest.next();
        oldest.remove();
      }
    }
    if (minute.used + addresses > perMinute) {
      return false;
    }
    minute.used += addresses;
    return true;
  }

  private static final class Minute {
    private final long began;
    private int used;

    Minute(long began) {
      this.began = began;
    }
  }
}

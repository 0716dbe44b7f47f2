package dev.parley.modules.pubsub;

import dev.parley.protocol.jid.Jid;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** How often each publisher of one home may publish: so many a minute, as many at once. */
final class Rate {
  private static final int MAX_PUBLISHERS = 1_000;
  private static final double MILLIS_PER_MINUTE = 60_000;

  private final LongSupplier millis;
  private final Map<Jid, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Jid, Bucket> eldest) {
          return size() > MAX_PUBLISHERS;
        }
      };

  /**
   * Begins with full buckets.
   *
   * @param millis a clock that does not go back
   */
  Rate(LongSupplier millis) {
    this.millis = millis;
  }

  private static final class Bucket {
    private double tokens;
    private long filled;
  }

  /** True if the publisher may publish now; counts it if so. */
  boolean allows(Jid publisher, int perMinute) {
    long now = millis.getAsLong();
    Bucket bucket = buckets.get(publisher);
    if (bucket == null) {
      bucket = new Bucket();
      bucket.tokens = perMinute;
      bucket.filled = now;
      buckets.put(publisher, bucket);
    }
    double gained = (now - bucket.filled) * (perMinute / MILLIS_PER_MINUTE);
    bucket.tokens = Math.min(perMinute, bucket.tokens + gained);
    bucket.filled = now;
    if (bucket.tokens < 1) {
      return false;
    }
    bucket.tokens--;
    return true;
  }
}

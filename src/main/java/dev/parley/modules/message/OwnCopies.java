package dev.parley.modules.message;

import dev.parley.core.bus.Origin;
import dev.parley.core.home.Home;
import dev.parley.protocol.jid.Jid;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What sessions of one home have sent while the copies for their own archives are not committed. A
 * message is safe when both are: that copy, and the message at its recipient. Whichever is first
 * waits here for the other.
 */
final class OwnCopies {
  private final Home home;
  private final Resends resends;

  /** True for those that are safe at their recipient. */
  private final Map<Origin, Boolean> open = new HashMap<>();

  OwnCopies(Home home, InstantSource clock) {
    this.home = home;
    this.resends = new Resends(clock);
  }

  /** What has been sent of late. */
  Resends resends() {
    return resends;
  }

  /** The copy is about to be written; null if nobody waits to hear. */
  void begun(@Nullable Origin origin) {
    if (origin != null) {
      open.put(origin, false);
    }
  }

  /** The copy is committed; true if the message is safe by that. */
  boolean committed(Origin origin) {
    return Boolean.TRUE.equals(open.remove(origin));
  }

  /** These are safe at their recipients: tells the session of those whose copies are safe too. */
  void safeElsewhere(Jid full, String session, long[] sequences) {
    long[] whole = open.isEmpty() ? sequences : whole(full, session, sequences);
    if (whole.length > 0) {
      home.sessions().safe(full, session, whole);
      if (!resends.isIdle()) {
        tellResenders(full, session, whole);
      }
    }
  }

  private void tellResenders(Jid full, String session, long[] sequences) {
    for (long sequence : sequences) {
      for (Origin again : resends.safe(new Origin(full, session, sequence))) {
        home.sessions().safe(again.full(), again.session(), new long[] {again.sequence()});
      }
    }
  }

  private long[] whole(Jid full, String session, long[] sequences) {
    long[] whole = new long[sequences.length];
    int size = 0;
    for (long sequence : sequences) {
      if (open.replace(new Origin(full, session, sequence), true) == null) {
        whole[size++] = sequence;
      }
    }
    return Arrays.copyOf(whole, size);
  }
}

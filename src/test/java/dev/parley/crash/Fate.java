package dev.parley.crash;

import java.util.ArrayList;
import java.util.List;

/** What is known of one message. */
final class Fate {
  private final List<String> devices = new ArrayList<>(1);
  private int attempts;
  private long sentAt;
  private boolean acknowledged;
  private boolean bounced;
  private boolean stored;

  void sent(int attempt, long nanos) {
    attempts = Math.max(attempts, attempt);
    sentAt = nanos;
  }

  /** When it was sent last, as {@link System#nanoTime}. */
  long sentAt() {
    return sentAt;
  }

  void acknowledge() {
    acknowledged = true;
  }

  void bounce() {
    bounced = true;
  }

  void store() {
    stored = true;
  }

  /** Returns true if the device has not had it before. */
  boolean deliver(String device) {
    return !devices.contains(device) && devices.add(device);
  }

  /** How often it was sent. */
  int attempts() {
    return attempts;
  }

  /** True as long as its sender does not know what became of it. */
  boolean isOpen() {
    return !acknowledged && !bounced;
  }

  boolean isLost() {
    return acknowledged && !isSettled();
  }

  boolean isUnsettled() {
    return !acknowledged && !isSettled();
  }

  private boolean isSettled() {
    return !devices.isEmpty() || bounced || stored;
  }
}

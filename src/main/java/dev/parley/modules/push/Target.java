package dev.parley.modules.push;

import dev.parley.core.storage.PushStore.Registration;
import dev.parley.modules.push.AnswerRules.Outcome;
import dev.parley.modules.push.WakeRules.Weight;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.StanzaError;
import org.jspecify.annotations.Nullable;

/**
 * One app server that tells a device of messages, and the pace at which it is asked to: one request
 * at a time, with a gap between, which grows while the app server fails. What comes meanwhile is
 * told together. Used on the home's context only.
 */
final class Target {
  /** Longest gap after failures, in milliseconds. */
  static final long LONGEST_GAP = 600_000;

  /** Shortest gap before a call, which does not wait for the usual one. */
  private static final long CALL_GAP = 1_000;

  private final Surroundings surroundings;
  private Registration registration;
  private @Nullable Announcement waiting;
  private int count;
  private int failures;
  private boolean asking;
  private boolean stopped;
  private long sent = Long.MIN_VALUE / 2;
  private long timer = -1;

  Target(Registration registration, Surroundings surroundings) {
    this.registration = registration;
    this.surroundings = surroundings;
    this.stopped = registration.error() != null;
  }

  /** What a target needs of others. */
  interface Surroundings {
    /** The time in milliseconds. */
    long now();

    /** The usual gap between two requests, in milliseconds. */
    long gap();

    /** True if the device is looked at, so that it need not be told. */
    boolean isActive(Registration registration);

    /** Sends; the target gets the answer by {@link Target#answered}. */
    void send(Target target, Announcement announcement);

    /** Calls {@link Target#ring} after some milliseconds; returns the timer's number. */
    long later(Target target, long millis);

    /** Ends a timer. */
    void cancel(long timer);

    /** The app server will never take anything. */
    void ended(Target target, String condition);
  }

  Registration registration() {
    return registration;
  }

  /** The registration has changed; one with an error is never used. */
  void renew(Registration newer) {
    registration = newer;
    stopped = newer.error() != null;
    failures = 0;
  }

  /** The device is looked at. */
  void seen() {
    count = 0;
    waiting = null;
  }

  /** A message has come that the device should hear of. */
  void notice(Message message, Weight weight) {
    count++;
    boolean call = weight == Weight.CALL || isCallWaiting();
    waiting = new Announcement(count, message, call ? Weight.CALL : weight);
    goOn();
  }

  private boolean isCallWaiting() {
    return waiting != null && waiting.weight() == Weight.CALL;
  }

  /** Sends what waits, now or when it may. */
  private void goOn() {
    Announcement next = waiting;
    if (next == null || asking || stopped) {
      return;
    }
    long left = sent + gap(next.weight()) - surroundings.now();
    if (left <= 0) {
      waiting = null;
      asking = true;
      sent = surroundings.now();
      cancel();
      surroundings.send(this, next);
    } else if (timer < 0 || next.weight() == Weight.CALL) {
      cancel();
      timer = surroundings.later(this, left);
    }
  }

  private long gap(Weight weight) {
    long usual = surroundings.gap();
    if (failures > 0) {
      return Math.min(LONGEST_GAP, Math.max(usual, 1_000) << Math.min(failures, 20));
    }
    return weight == Weight.CALL ? Math.min(CALL_GAP, usual) : usual;
  }

  private void cancel() {
    if (timer >= 0) {
      surroundings.cancel(timer);
      timer = -1;
    }
  }

  /** The timer has ended. */
  void ring() {
    timer = -1;
    if (surroundings.isActive(registration)) {
      seen();
    }
    goOn();
  }

  /**
   * The app server has answered, or has not in time.
   *
   * @param asked what it was told
   */
  void answered(Announcement asked, Outcome outcome, @Nullable StanzaError error) {
    asking = false;
    switch (outcome) {
      case TAKEN -> failures = 0;
      case LATER -> {
        failures++;
        waiting = waiting == null && count > 0 ? asked : waiting;
      }
      case NEVER -> {
        stop();
        surroundings.ended(
            this, error == null ? "undefined-condition" : error.condition().elementName());
      }
    }
    goOn();
  }

  /** Nothing more is sent. */
  void stop() {
    stopped = true;
    waiting = null;
    cancel();
  }
}

package dev.parley.crash;

import dev.parley.testing.Endpoint;
import dev.parley.testing.Xml;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with one device who logs in again whenever the connection is lost, and reports what
 * comes in. Runs on a thread of its own.
 */
abstract class Person implements Runnable, Line.Listener {
  private static final Duration RETRY = Duration.ofMillis(200);

  private final Device device;
  private final Endpoint server;
  private final Play play;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable Throwable failure;
  private volatile boolean running = true;
  private volatile boolean greeted;

  Person(Device device, Endpoint server, Play play) {
    this.device = device;
    this.server = server;
    this.play = play;
  }

  Device device() {
    return device;
  }

  Play play() {
    return play;
  }

  /** Lives one session; returns when it has ended. Nobody has been told of it yet. */
  abstract void live(Line line);

  @Override
  public final void run() {
    try {
      while (!pauses(Duration.ZERO)) {
        try {
          var line = Line.open(device, server, this);
          play.checker().accept(new Event.Connected(System.nanoTime(), device.name()));
          greeted = true;
          live(line);
        } catch (Line.UnreachableException refused) {
          play.refused(refused);
          pauses(RETRY);
        }
      }
    } catch (RuntimeException | Error broken) {
      failure = broken;
    } finally {
      running = false;
    }
  }

  /** True once it has had a session. */
  final boolean isGreeted() {
    return greeted;
  }

  /** False once it has left for good. */
  final boolean isRunning() {
    return running;
  }

  /** Stays out for some time; returns true if it is to be for good. */
  final boolean pauses(Duration time) {
    try {
      return stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException cause) {
      throw new IllegalStateException(cause);
    }
  }

  /** Lets the current session be the last. */
  final void stop() {
    stopped.countDown();
  }

  final boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /** Why it ended before its time, null if it did not. */
  final @Nullable Throwable failure() {
    return failure;
  }

  @Override
  public void message(Xml.Element message) {
    var words = message.child("body").map(Xml.Element::text).orElse("").split(" ", 2);
    if ("error".equals(message.attribute("type"))) {
      bounced(message);
      return;
    }
    var id = String.valueOf(message.attribute("id"));
    int attempt = Integer.parseInt(id.substring(id.lastIndexOf('-') + 1));
    play.checker().accept(new Event.Delivered(System.nanoTime(), device.name(), words[0], attempt));
    play.delivered(device);
  }

  private void bounced(Xml.Element error) {
    var id = String.valueOf(error.attribute("id"));
    var body = Body.parse(id.substring(0, Math.max(0, id.lastIndexOf('-'))));
    play.bounced(error);
    body.ifPresent(known -> play.checker().accept(new Event.Bounced(System.nanoTime(), known)));
  }

  @Override
  public void acknowledged(long h) {}

  @Override
  public void asked(Line line) {
    line.acknowledge();
  }
}

package dev.parley.transport.stream;

import dev.parley.protocol.stream.StreamError;
import dev.parley.protocol.stream.StreamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whatever goes wrong while a stream is read ends that stream and nothing else. */
public final class StreamGuard {
  private static final Logger LOG = LoggerFactory.getLogger(StreamGuard.class);

  private StreamGuard() {}

  /** Does a step of reading; {@code listener} hears of a failure. */
  public static void run(Wire.Listener listener, Runnable step) {
    try {
      step.run();
    } catch (StreamException wrong) {
      listener.failed(wrong.error());
    } catch (RuntimeException bug) {
      LOG.error("a stream failed", bug);
      listener.failed(StreamError.of(StreamError.Condition.INTERNAL_SERVER_ERROR));
    }
  }
}

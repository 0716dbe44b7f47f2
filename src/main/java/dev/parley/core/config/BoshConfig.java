package dev.parley.core.config;

import java.time.Duration;

/**
 * The `http.bosh` block: client streams over plain HTTP requests (XEP-0124, XEP-0206).
 *
 * @param enabled whether they are served
 * @param maxWait how long a request is held at most
 * @param inactivity how long a client may have no request open
 * @param maxPause the same if it has said so beforehand
 * @param polling shortest interval between empty requests of clients that do not wait
 */
public record BoshConfig(
    boolean enabled, Duration maxWait, Duration inactivity, Duration maxPause, Duration polling) {
  public static final BoshConfig DEFAULT =
      new BoshConfig(
          true,
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofMinutes(2),
          Duration.ofSeconds(2));

  public BoshConfig {
    Check.positive("maxWait", maxWait);
    Check.positive("inactivity", inactivity);
    Check.positive("maxPause", maxPause);
    Check.that(!polling.isNegative(), "polling", "must not be negative");
  }
}

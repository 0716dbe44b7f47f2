package dev.parley.transport.component;

import dev.parley.core.config.ParleyConfig;
import dev.parley.core.home.Router;
import dev.parley.core.module.ComponentHooks;
import dev.parley.protocol.xml.ParserLimits;
import dev.parley.transport.stream.Budget;
import dev.parley.transport.stream.TokenBucket;
import java.util.function.Supplier;

/**
 * What the streams of components need of their node.
 *
 * @param config the configuration as it is at the time of asking
 * @param hooks what modules have to do with components
 */
public record ComponentServices(
    Components components, Router router, Supplier<ParleyConfig> config, ComponentHooks hooks) {

  ParserLimits limitsBeforeLogin() {
    return config.get().limits().xml().beforeLogin();
  }

  ParserLimits limitsAfterLogin() {
    return config.get().limits().xml().afterLogin();
  }

  /** What a connection may use. */
  Budget budget() {
    var limits = config.get().limits();
    var components = config.get().components();
    long perSecond = components.stanzasPerSecond();
    long now = System.nanoTime();
    return new Budget(
        new TokenBucket(0, 0, now),
        new TokenBucket(perSecond, perSecond, now),
        limits.xml().streamBytesBeforeLogin(),
        components.outboundBytes(),
        limits.stream().closeTimeout());
  }
}

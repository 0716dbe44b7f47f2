package dev.parley.transport.c2s;

import dev.parley.core.auth.AccountChanges;
import dev.parley.core.auth.sasl.TlsFacts;
import dev.parley.core.bus.Bus;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.home.Domains;
import dev.parley.core.home.Router;
import dev.parley.core.module.StreamOffers;
import dev.parley.core.tls.ServerTls;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.ParserLimits;
import dev.parley.transport.stream.StreamLimitsFeature;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLSession;

/**
 * What the streams of a node need of it.
 *
 * @param config the configuration as it is at the time of asking
 * @param offers what modules offer on streams
 * @param changes tells whether an account's sessions were ended while somebody logged in
 * @param tls the certificates and settings for STARTTLS as they are at the time of asking
 * @param tlsFacts what an authentication has to know of a TLS session
 */
public record EdgeServices(
    Bus bus,
    Router router,
    Supplier<ParleyConfig> config,
    StreamOffers offers,
    AccountChanges changes,
    Supplier<ServerTls> tls,
    Function<SSLSession, TlsFacts> tlsFacts) {

  Domains domains() {
    return router.domains();
  }

  /** The domain in whose name a stream is refused that names none. */
  Jid defaultDomain() {
    return Jid.of(null, config.get().domains().get(0).name(), null);
  }

  /** What a stream may carry (XEP-0478). */
  Element limitsFeature(ParserLimits limits) {
    return StreamLimitsFeature.of(
        limits.maxStanzaBytes(), config.get().limits().stream().idleTimeout());
  }

  ParserLimits limitsBeforeLogin() {
    return config.get().limits().xml().beforeLogin();
  }

  ParserLimits limitsAfterLogin() {
    return config.get().limits().xml().afterLogin();
  }
}

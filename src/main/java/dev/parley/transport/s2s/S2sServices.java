package dev.parley.transport.s2s;

import dev.parley.core.bus.Bus;
import dev.parley.core.config.FederationPolicy;
import dev.parley.core.config.LinkLimits;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.federation.Links;
import dev.parley.core.federation.PeerIdentity;
import dev.parley.core.federation.Targets;
import dev.parley.core.home.Domains;
import dev.parley.core.home.Router;
import dev.parley.core.module.RemoteHooks;
import dev.parley.core.tls.ServerTls;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.ParserLimits;
import dev.parley.transport.stream.StreamLimitsFeature;
import java.util.function.Supplier;

/**
 * What streams with other servers need of this one.
 *
 * @param config the configuration as it is at the time of asking
 * @param tls the certificates and settings as they are at the time of asking
 * @param keys of dialback
 * @param targets finds other servers
 * @param identity recognises them
 * @param hooks what modules have to say about what other servers bring
 * @param counts how many streams other servers have opened
 * @param resumable streams that were cut
 * @param register what operators see
 */
public record S2sServices(
    Bus bus,
    Router router,
    Supplier<ParleyConfig> config,
    Supplier<ServerTls> tls,
    DialbackKeys keys,
    Targets targets,
    PeerIdentity identity,
    RemoteHooks hooks,
    StreamCounts counts,
    ResumableStreams resumable,
    Links register) {

  Domains domains() {
    return router.domains();
  }

  LinkLimits links() {
    return config.get().s2s().links();
  }

  /** What a domain has to show. */
  FederationPolicy.Proof proof(String domain) {
    return config.get().s2s().policy().of(domain);
  }

  /** What this server accepts (XEP-0478). */
  Element limitsFeature(ParserLimits limits) {
    return StreamLimitsFeature.of(limits.maxStanzaBytes(), links().idleTimeout());
  }

  ParserLimits limitsBeforeProof() {
    return config.get().limits().xml().beforeLogin();
  }

  ParserLimits limitsAfterProof() {
    return config.get().limits().xml().afterLogin().withMaxStanzaBytes(links().stanzaBytes());
  }
}

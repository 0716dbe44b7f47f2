package dev.parley.cli.doctor;

import dev.parley.core.config.ListenConfig.Listener;
import dev.parley.core.config.ParleyConfig;
import java.util.List;
import java.util.Set;

/** Whether those who may say where connections come from are few, and known where needed. */
final class ProxyExamination {
  private static final String ABOUT = "Proxies";
  private static final int FEWEST_BITS = 8;
  private static final Set<String> NEARBY = Set.of("127.0.0.1", "::1", "localhost");

  private final ParleyConfig config;
  private final Findings findings;

  ProxyExamination(ParleyConfig config, Findings findings) {
    this.config = config;
    this.findings = findings;
  }

  void examine() {
    trusted("listen.proxyProtocol", config.listen().proxyProtocol());
    trusted("http.proxies", config.http().proxies());
    trusted("http.proxyProtocol", config.http().proxyProtocol());
    Listener plain = config.listen().http();
    if (plain != null) {
      plain(plain);
    }
  }

  /** Whoever is in these networks can pretend to be anybody. */
  private void trusted(String key, List<String> networks) {
    for (var network : networks) {
      int slash = network.indexOf('/');
      if (slash >= 0 && Integer.parseInt(network.substring(slash + 1)) < FEWEST_BITS) {
        findings.fault(
            ABOUT,
            key
                + " believes everybody in "
                + network
                + ": strangers can pretend to come from any address, past all limits.",
            "Name only the addresses of your proxies in " + key + ".");
      }
    }
  }

  private void plain(Listener plain) {
    if (config.http().proxies().isEmpty() && config.http().proxyProtocol().isEmpty()) {
      findings.mind(
          ABOUT,
          "listen.http is for a reverse proxy, but http.proxies names none: all that it brings"
              + " seems to come from one address, and shares its limits.",
          "Name the proxy, for example \"http\": {\"proxies\": [\"127.0.0.1\"]}.");
    }
    if (config.http().url() == null) {
      findings.mind(
          ABOUT,
          "listen.http is for a reverse proxy, but http.url does not say what clients are to call:"
              + " they are told the port of listen.https.",
          "Set it to the address of the proxy, for example \"http\": {\"url\":"
              + " \"https://{domain}\"}.");
    }
    if (!NEARBY.contains(plain.host())) {
      findings.mind(
          ABOUT,
          "listen.http takes HTTP without TLS at "
              + plain.host()
              + ": what comes from other machines can be read on the way.",
          "Set listen.http.host to 127.0.0.1, or see to it that only the proxy reaches it.");
    }
  }
}

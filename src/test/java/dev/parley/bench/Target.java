package dev.parley.bench;

/**
 * The process under test and where it listens.
 *
 * @param host loopback address, as text
 * @param port TCP port that begins without TLS
 * @param tlsPort TCP port that begins with TLS
 * @param httpsPort TCP port of HTTP with TLS; 0 if there is none
 * @param componentPort TCP port of components; 0 if there is none
 * @param domain the XMPP domain of the accounts; empty for the relay, which knows no login
 * @param pid whose CPU time and memory are measured
 */
record Target(
    String host, int port, int tlsPort, int httpsPort, int componentPort, String domain, long pid) {
  int port(Security security) {
    return switch (security) {
      case DIRECT -> tlsPort;
      case WEBSOCKET, BOSH -> httpsPort;
      case COMPONENT -> componentPort;
      case PLAIN, STARTTLS -> port;
    };
  }

  boolean isRelay() {
    return domain.isEmpty();
  }
}

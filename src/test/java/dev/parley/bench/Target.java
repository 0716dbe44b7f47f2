package dev.parley.bench;

/**
 * The process under test and where it listens.
 *
 * @param host loopback address, as text
 * @param port TCP port that begins without TLS
 * @param tlsPort TCP port that begins with TLS
 * @param domain the XMPP domain of the accounts; empty for the relay, which knows no login
 * @param pid whose CPU time and memory are measured
 */
record Target(String host, int port, int tlsPort, String domain, long pid) {
  int port(Security security) {
    return security == Security.DIRECT ? tlsPort : port;
  }

  boolean isRelay() {
    return domain.isEmpty();
  }
}

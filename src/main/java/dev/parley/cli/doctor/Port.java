package dev.parley.cli.doctor;

import dev.parley.core.config.ListenConfig;
import dev.parley.core.config.ListenConfig.Listener;
import dev.parley.protocol.xml.Namespaces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One kind of port that this server may listen on, and the records by which others find it.
 *
 * @param key in the configuration
 * @param label what it is for
 * @param record its kind of SRV record; null if it is not found that way
 * @param usual the port that is tried without such a record; 0 if none is
 * @param listener where it listens
 */
record Port(
    String key, String label, @Nullable String record, int usual, Kind kind, Listener listener) {
  /** How a connection begins. */
  enum Kind {
    CLIENT_STARTTLS,
    CLIENT_TLS,
    SERVER_STARTTLS,
    SERVER_TLS,
    HTTPS
  }

  /** Those of the configuration that are not switched off. */
  static List<Port> of(ListenConfig listen) {
    var ports = new ArrayList<Port>();
    add(ports, "c2s", "clients", "_xmpp-client._tcp", 5222, Kind.CLIENT_STARTTLS, listen.c2s());
    add(
        ports,
        "c2sDirectTls",
        "clients, direct TLS",
        "_xmpps-client._tcp",
        0,
        Kind.CLIENT_TLS,
        listen.c2sDirectTls());
    add(
        ports,
        "s2s",
        "other servers",
        "_xmpp-server._tcp",
        5269,
        Kind.SERVER_STARTTLS,
        listen.s2s());
    add(
        ports,
        "s2sTls",
        "other servers, direct TLS",
        "_xmpps-server._tcp",
        0,
        Kind.SERVER_TLS,
        listen.s2sTls());
    add(ports, "https", "HTTPS", null, 0, Kind.HTTPS, listen.https());
    return ports;
  }

  private static void add(
      List<Port> ports,
      String key,
      String label,
      @Nullable String record,
      int usual,
      Kind kind,
      @Nullable Listener listener) {
    if (listener != null && listener.port() != 0) {
      ports.add(new Port("listen." + key, label, record, usual, kind, listener));
    }
  }

  /** Where this machine itself reaches the listener. */
  InetSocketAddress nearby() {
    boolean isEverywhere = listener.host().equals("::") || listener.host().equals("0.0.0.0");
    return isEverywhere
        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port())
        : new InetSocketAddress(listener.host(), listener.port());
  }

  /** The certificates that are shown there for a domain in A-labels. */
  List<X509Certificate> certificates(InetSocketAddress place, String domain) throws IOException {
    var probe = new TlsProbe(place, domain);
    return switch (kind) {
      case CLIENT_STARTTLS -> probe.afterStartTls(Namespaces.CLIENT);
      case SERVER_STARTTLS -> probe.afterStartTls(Namespaces.SERVER);
      case CLIENT_TLS -> probe.direct("xmpp-client");
      case SERVER_TLS -> probe.direct("xmpp-server");
      case HTTPS -> probe.direct();
    };
  }
}

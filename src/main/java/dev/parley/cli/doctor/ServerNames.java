package dev.parley.cli.doctor;

import dev.parley.core.config.ParleyConfig;
import dev.parley.protocol.jid.DomainName;
import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names of this server, in A-labels. */
final class ServerNames {
  /** The modules with a domain of their own, and what stands before it. */
  private static final Map<String, String> SERVICES =
      Map.of("muc", "conference", "pubsub", "pubsub", "upload", "upload");

  /** Top-level domains that the public DNS does not have (RFC 6761, RFC 8375). */
  private static final Set<String> PRIVATE =
      Set.of("localhost", "local", "test", "example", "invalid", "internal", "arpa", "lan", "home");

  private ServerNames() {}

  /** A domain of the configuration as DNS spells it. */
  static String ascii(String domain) {
    return DomainName.toAscii(domain);
  }

  /** Whether other servers cannot find it, as it is an address or of a private kind. */
  static boolean isPrivate(String domain) {
    return isAddress(domain)
        || domain.indexOf('.') < 0
        || PRIVATE.contains(domain.substring(domain.lastIndexOf('.') + 1));
  }

  /** The domains of this server that others can find, in A-labels. */
  static List<String> findable(ParleyConfig config) {
    return config.domains().stream()
        .map(domain -> ascii(domain.name()))
        .filter(domain -> !isPrivate(domain))
        .toList();
  }

  static boolean isAddress(String domain) {
    return NetUtil.isValidIpV4Address(domain)
        || NetUtil.isValidIpV6Address(domain.replaceAll("^\\[|]$", ""));
  }

  /** The domains of services below a domain, sorted. */
  static List<String> services(ParleyConfig config, String domain) {
    var names = new ArrayList<String>();
    SERVICES.forEach((module, label) -> {
      if (config.isEnabled(module)) {
        names.add(label + "." + domain);
      }
    });
    names.sort(null);
    return names;
  }
}

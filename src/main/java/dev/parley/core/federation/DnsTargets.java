package dev.parley.core.federation;

import dev.parley.core.dns.Addresses;
import dev.parley.core.dns.Association;
import dev.parley.core.dns.Associations;
import dev.parley.core.dns.Dns;
import dev.parley.protocol.jid.DomainName;
import io.netty.util.NetUtil;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Finds the servers of domains in DNS, and leaves out addresses that are not for the public. */
public final class DnsTargets implements Targets {
  private static final String START_TLS = "_xmpp-server._tcp";
  private static final String DIRECT_TLS = "_xmpps-server._tcp";
  private static final int PORT = 5269;

  private final Dns dns;
  private final Supplier<List<String>> allowedNetworks;
  private final RandomGenerator random;

  /**
   * @param allowedNetworks networks that are allowed although the Internet does not reach them
   * @param random for the shares of servers with the same priority
   */
  public DnsTargets(Dns dns, Supplier<List<String>> allowedNetworks, RandomGenerator random) {
    this.dns = dns;
    this.allowedNetworks = allowedNetworks;
    this.random = random;
  }

  @Override
  public Future<List<List<Candidate>>> groups(String domain) {
    var literal = literal(domain);
    if (literal != null) {
      // RFC 6120 §3.2.1: an address has no records.
      return isAllowed(literal)
          ? Future.succeededFuture(
              List.of(
                  List.of(
                      () -> FixedTargets.only(Target.plain(domain, domain, literal, PORT, false)))))
          : Future.failedFuture(refused(literal));
    }
    var name = DomainName.toAscii(domain);
    var startTls = dns.services(START_TLS, name);
    var direct = dns.services(DIRECT_TLS, name);
    return Future.all(startTls, direct)
        .compose(both -> {
          var plan = TargetRules.plan(name, startTls.result(), direct.result(), random);
          if (plan instanceof TargetRules.NoWay end) {
            return Future.failedFuture(new NoTargetException(end.reason(), end.isPermanent()));
          }
          return Future.succeededFuture(
              ((TargetRules.Hosts) plan)
                  .groups().stream()
                      .map(group -> group.stream().map(host -> candidate(host, domain)).toList())
                      .toList());
        });
  }

  private Candidate candidate(TargetRules.Host host, String domain) {
    return () ->
        new Candidate.Places(
            dns.six(host.name()).compose(found -> targets(host, domain, found)),
            dns.four(host.name()).compose(found -> targets(host, domain, found)));
  }

  private Future<List<Target>> targets(TargetRules.Host host, String domain, Addresses found) {
    if (found.failure() != null) {
      return Future.failedFuture(new NoTargetException(found.failure(), false));
    }
    var addresses = found.inTurn();
    var allowed = addresses.stream().filter(this::isAllowed).toList();
    if (allowed.isEmpty()) {
      return addresses.isEmpty()
          ? Future.succeededFuture(List.of())
          : Future.failedFuture(refused(addresses.get(0)));
    }
    // RFC 7673 §3.3: nobody is asked who would not be believed.
    return host.isSecure() && found.isAuthentic()
        ? dns.associations(host.port(), host.name())
            .compose(said -> secure(host, domain, allowed, said))
        : Future.succeededFuture(targets(host, domain, allowed, false, List.of()));
  }

  /** RFC 7673 §3.4: a host whose records are not known is not to be used. */
  private static Future<List<Target>> secure(
      TargetRules.Host host, String domain, List<InetAddress> addresses, Associations said) {
    if (said instanceof Associations.Failed failed) {
      return Future.failedFuture(
          new NoTargetException(
              "the TLSA records of " + host.name() + " are not known: " + failed.reason(), false));
    }
    return Future.succeededFuture(
        targets(
            host,
            domain,
            addresses,
            true,
            said instanceof Associations.Signed signed ? signed.all() : List.of()));
  }

  private static List<Target> targets(
      TargetRules.Host host,
      String domain,
      List<InetAddress> addresses,
      boolean isSecure,
      List<Association> associations) {
    return addresses.stream()
        .map(address ->
            new Target(
                domain,
                host.name(),
                address,
                host.port(),
                host.directTls(),
                isSecure,
                associations))
        .toList();
  }

  private boolean isAllowed(InetAddress address) {
    return GlobalAddresses.allow(address, allowedNetworks.get());
  }

  private static NoTargetException refused(InetAddress address) {
    return new NoTargetException(
        "the address "
            + address.getHostAddress()
            + " is not for the public (s2s.dns.privateNetworks)",
        true);
  }

  /** An address as a domain, with brackets if it is one of IPv6; null for a name. */
  private static @Nullable InetAddress literal(String domain) {
    var text = domain.startsWith("[") ? domain.substring(1, domain.length() - 1) : domain;
    var bytes = NetUtil.createByteArrayFromIpAddressString(text);
    try {
      return bytes == null ? null : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}

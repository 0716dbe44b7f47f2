package dev.parley.core.federation;

import dev.parley.core.dns.Addresses;
import dev.parley.core.dns.Dns;
import dev.parley.protocol.jid.DomainName;
import io.netty.util.NetUtil;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
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
  public Future<List<Target>> find(String domain) {
    var literal = literal(domain);
    if (literal != null) {
      // RFC 6120 §3.2.1: an address has no records.
      return checked(List.of(new Target(domain, literal, PORT, false, false)), List.of(), domain);
    }
    var name = DomainName.toAscii(domain);
    var startTls = dns.services(START_TLS, name);
    var direct = dns.services(DIRECT_TLS, name);
    return Future.all(startTls, direct)
        .compose(both -> {
          var plan = TargetRules.plan(name, startTls.result(), direct.result(), random);
          return plan instanceof TargetRules.Hosts hosts
              ? resolve(hosts.hosts(), domain)
              : noWay((TargetRules.NoWay) plan);
        });
  }

  private static Future<List<Target>> noWay(TargetRules.NoWay end) {
    return Future.failedFuture(new NoTargetException(end.reason(), end.isPermanent()));
  }

  private Future<List<Target>> resolve(List<TargetRules.Host> hosts, String domain) {
    var addresses = hosts.stream().map(host -> dns.addresses(host.name())).toList();
    return Future.all(addresses)
        .compose(all -> {
          var targets = new ArrayList<Target>();
          for (int i = 0; i < hosts.size(); i++) {
            var host = hosts.get(i);
            var found = addresses.get(i).result();
            for (var address : found.inTurn()) {
              targets.add(
                  new Target(
                      host.name(),
                      address,
                      host.port(),
                      host.directTls(),
                      host.isSecure() && found.isAuthentic()));
            }
          }
          return checked(targets, addresses.stream().map(Future::result).toList(), domain);
        });
  }

  private Future<List<Target>> checked(
      List<Target> targets, List<Addresses> answers, String domain) {
    var networks = allowedNetworks.get();
    var allowed =
        targets.stream()
            .filter(target -> GlobalAddresses.allow(target.address(), networks))
            .toList();
    if (!allowed.isEmpty()) {
      return Future.succeededFuture(allowed);
    }
    return Future.failedFuture(
        targets.isEmpty()
            ? unknown(answers, domain)
            : new NoTargetException(
                "the address "
                    + targets.get(0).address().getHostAddress()
                    + " is not for the public (s2s.dns.privateNetworks)",
                true));
  }

  private static NoTargetException unknown(List<Addresses> answers, String domain) {
    for (var answer : answers) {
      if (answer.failure() != null) {
        return new NoTargetException(answer.failure(), false);
      }
    }
    return new NoTargetException("DNS knows no server of " + domain, true);
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

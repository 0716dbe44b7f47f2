package dev.parley.cli.doctor;

import dev.parley.core.MayBlock;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.dns.Addresses;
import dev.parley.core.dns.Dns;
import dev.parley.core.dns.Services;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Function;

/** What DNS tells others about the domains of this server, and whether that leads here. */
@MayBlock
final class DnsExamination {
  private final ParleyConfig config;
  private final Dns dns;
  private final boolean isRunning;
  private final Findings findings;

  private final Waiter waiter;

  DnsExamination(
      ParleyConfig config, Dns dns, boolean isRunning, Waiter waiter, Findings findings) {
    this.config = config;
    this.dns = dns;
    this.isRunning = isRunning;
    this.waiter = waiter;
    this.findings = findings;
  }

  void examine() {
    for (var domain : config.domains()) {
      String name = ServerNames.ascii(domain.name());
      if (ServerNames.isPrivate(name)) {
        findings.mind(
            "DNS of " + name,
            "Only this network knows " + name + ": nobody else finds the server by it.",
            "For the public take a domain of your own, and name it in \"domains\".");
      } else {
        examine(name);
      }
    }
  }

  private void examine(String domain) {
    Addresses addresses = waiter.await(dns.addresses(domain));
    for (Port port : Port.of(config.listen())) {
      String record = port.record();
      if (record != null) {
        port(domain, port, waiter.await(dns.services(record, domain)), addresses);
      }
    }
    if (config.listen().s2s() != null || config.listen().s2sTls() != null) {
      for (String service : ServerNames.services(config, domain)) {
        service(domain, service);
      }
    }
  }

  private void port(String domain, Port port, Services found, Addresses addresses) {
    String about = "DNS of " + domain;
    String name = port.record() + "." + domain;
    if (found instanceof Services.Failed failed) {
      findings.unknown(
          about,
          "The records of " + name + " are not known: " + failed.reason() + ".",
          "Look at the name servers of this machine, or set s2s.dns.servers.");
    } else if (found instanceof Services.Refused) {
      findings.fault(
          about,
          "The record of "
              + name
              + " says that there is no such service, but "
              + port.key()
              + " offers it.",
          "Write instead: " + line(port, domain));
    } else if (found instanceof Services.Absent) {
      absent(domain, port, addresses);
    } else if (found instanceof Services.Offered offered) {
      offered.records().forEach(record -> target(domain, port, record));
    }
  }

  private void absent(String domain, Port port, Addresses addresses) {
    String about = "DNS of " + domain;
    if (port.usual() == 0) {
      findings.mind(
          about,
          "Nobody finds port "
              + port.listener().port()
              + " ("
              + port.label()
              + "): there is no record "
              + port.record()
              + "."
              + domain
              + ".",
          "Write it: " + line(port, domain));
    } else if (addresses.inTurn().isEmpty()) {
      findings.fault(
          about,
          "Nobody finds the server ("
              + port.label()
              + "): DNS has neither "
              + port.record()
              + "."
              + domain
              + " nor an address of "
              + domain
              + ".",
          "Write: " + line(port, domain));
    } else if (port.listener().port() != port.usual()) {
      findings.fault(
          about,
          "Without a record "
              + port.record()
              + "."
              + domain
              + " others try port "
              + port.usual()
              + ", but "
              + port.key()
              + " is port "
              + port.listener().port()
              + ".",
          "Write: " + line(port, domain));
    } else {
      findings.fine(
          about, "Others find the server (" + port.label() + ") by the address of " + domain + ".");
      reach(domain, port, domain, addresses.inTurn(), port.usual());
    }
  }

  private void target(String domain, Port port, Services.Service record) {
    String about = "DNS of " + domain;
    String name = port.record() + "." + domain;
    Addresses addresses = waiter.await(dns.addresses(record.host()));
    if (addresses.inTurn().isEmpty()) {
      findings.fault(
          about,
          name + " leads to " + record.host() + ", which has no address.",
          "Give " + record.host() + " an A or AAAA record.");
      return;
    }
    if (record.port() != port.listener().port()) {
      findings.mind(
          about,
          name
              + " leads to port "
              + record.port()
              + ", but "
              + port.key()
              + " is port "
              + port.listener().port()
              + ".",
          "Fine if a router or proxy translates; otherwise write: " + line(port, domain));
    } else {
      findings.fine(about, name + " leads to " + record.host() + " port " + record.port() + ".");
    }
    reach(domain, port, record.host(), addresses.inTurn(), record.port());
  }

  /** Only a running server can answer. */
  private void reach(
      String domain, Port port, String host, List<InetAddress> addresses, int number) {
    if (!isRunning) {
      return;
    }
    String about = "DNS of " + domain;
    for (InetAddress address : addresses) {
      String place = host + " (" + address.getHostAddress() + ") port " + number;
      try {
        port.certificates(new InetSocketAddress(address, number), domain);
        findings.fine(about, place + " answers " + port.label() + " with TLS.");
      } catch (IOException e) {
        findings.fault(
            about,
            place + " does not answer " + port.label() + ": " + e.getMessage() + ".",
            "Open the port in firewalls and forward it to this machine, or correct the record; from"
                + " behind some routers only a test from outside can tell.");
      }
    }
  }

  /** Rooms and files have domains of their own, which other servers look for as well. */
  private void service(String domain, String service) {
    Function<String, Boolean> isThere =
        record -> waiter.await(dns.services(record, service)) instanceof Services.Offered;
    if (waiter.await(dns.addresses(service)).inTurn().isEmpty()
        && !isThere.apply("_xmpp-server._tcp")
        && !isThere.apply("_xmpps-server._tcp")) {
      findings.mind(
          "DNS of " + domain,
          "Other servers do not find " + service + ": it has neither addresses nor records.",
          "Write: "
              + service
              + ". CNAME "
              + domain
              + ". (or the same SRV records as "
              + domain
              + ")");
    }
  }

  private static String line(Port port, String domain) {
    return port.record()
        + "."
        + domain
        + ". SRV 0 5 "
        + port.listener().port()
        + " "
        + domain
        + ".";
  }
}

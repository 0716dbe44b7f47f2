package dev.parley.cli.doctor;

import dev.parley.core.MayBlock;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.dns.Association;
import dev.parley.core.dns.Associations;
import dev.parley.core.dns.Dns;
import dev.parley.core.dns.Services;
import dev.parley.core.federation.DaneRules;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Whether the TLSA records of this server's ports fit its certificates (RFC 7673). */
@MayBlock
final class DaneExamination {
  private final ParleyConfig config;
  private final Dns dns;
  private final Waiter waiter;
  private final Findings findings;

  DaneExamination(ParleyConfig config, Dns dns, Waiter waiter, Findings findings) {
    this.config = config;
    this.dns = dns;
    this.waiter = waiter;
    this.findings = findings;
  }

  /**
   * Looks at all ports of a domain that other servers are led to.
   *
   * @param domain in A-labels
   * @param chain that the server shows for it, its own certificate first
   */
  void examine(String domain, List<X509Certificate> chain) {
    for (Place place : places(domain)) {
      examine(domain, place, chain);
    }
  }

  /** A port of a host that other servers are led to. */
  private record Place(String host, int port) {
    String owner() {
      return "_" + port + "._tcp." + host;
    }
  }

  private Set<Place> places(String domain) {
    var places = new LinkedHashSet<Place>();
    for (Port port : Port.of(config.listen())) {
      String record = port.record();
      boolean isForServers =
          port.kind() == Port.Kind.SERVER_STARTTLS || port.kind() == Port.Kind.SERVER_TLS;
      if (record != null && isForServers) {
        var found = waiter.await(dns.services(record, domain));
        if (found instanceof Services.Offered offered) {
          offered.records().forEach(one -> places.add(new Place(one.host(), one.port())));
        } else if (found instanceof Services.Absent && port.usual() != 0) {
          places.add(new Place(domain, port.usual()));
        } else if (found instanceof Services.Failed failed && isWronglySigned(failed.reason())) {
          unknown("DNS of " + domain, "Where " + domain + " is", failed.reason());
        }
      }
    }
    return places;
  }

  private void examine(String domain, Place place, List<X509Certificate> chain) {
    String about = "DNS of " + domain;
    var said = waiter.await(dns.associations(place.port(), place.host()));
    if (said instanceof Associations.Failed failed) {
      unknown(about, "Whether " + place.owner() + " has a TLSA record", failed.reason());
    } else if (said instanceof Associations.Signed signed) {
      compare(about, place, signed.all(), chain, true);
    } else if (said instanceof Associations.Unsigned && config.s2s().dane()) {
      findings.mind(
          about,
          "The TLSA record of " + place.owner() + " is not signed, so nobody believes it.",
          "Switch DNSSEC on where the zone is kept, or remove the record.");
    } else if (said instanceof Associations.Unsigned unsigned) {
      compare(about, place, unsigned.all(), chain, false);
    } else if (config.s2s().dane()) {
      findings.mind(
          about,
          place.owner() + " has no TLSA record, so this server cannot be recognised by DANE.",
          "If the zone is signed, write: " + line(place, chain));
    } else {
      findings.fine(
          about, place.owner() + " has no TLSA record; for DANE it is: " + line(place, chain));
    }
  }

  private static boolean isWronglySigned(String reason) {
    return reason.startsWith("DNSSEC");
  }

  private void unknown(String about, String what, String reason) {
    String text = what + " is not known: " + reason + ".";
    if (isWronglySigned(reason)) {
      findings.fault(
          about,
          text,
          "Either the zone is signed wrongly, or the name servers do not pass signatures on: name"
              + " better ones in s2s.dns.servers, or set s2s.dane to false.");
    } else {
      findings.unknown(
          about, text, "Look at the name servers of this machine, or set s2s.dns.servers.");
    }
  }

  /**
   * Compares records with the certificate.
   *
   * @param signed false if nobody has looked for signatures, as DANE is off: others believe the
   *     records only if there are some
   */
  private void compare(
      String about,
      Place place,
      List<Association> all,
      List<X509Certificate> chain,
      boolean signed) {
    var usable = DaneRules.usable(all);
    var fitting = usable.stream().filter(one -> fits(one, chain)).toList();
    if (usable.isEmpty()) {
      findings.mind(
          about,
          "Of the TLSA records of " + place.owner() + " none is of a kind that servers look at.",
          "Write instead: " + line(place, chain));
    } else if (fitting.isEmpty() && !signed) {
      findings.mind(
          about,
          "No TLSA record of "
              + place.owner()
              + " fits the certificate: if the zone is signed, servers that look at it refuse this"
              + " one.",
          "Write: " + line(place, chain));
    } else if (fitting.isEmpty()) {
      findings.fault(
          about,
          "No TLSA record of "
              + place.owner()
              + " fits the certificate: servers that look at it refuse this one.",
          "Write: " + line(place, chain));
    } else if (fitting.stream().noneMatch(one -> one.usage() != 3 || one.selector() == 1)) {
      findings.mind(
          about,
          "The TLSA record of "
              + place.owner()
              + " is about the certificate, so it is wrong after each renewal.",
          "Let it be about the key, and keep that (certbot renew --reuse-key): "
              + line(place, chain));
    } else {
      findings.fine(
          about,
          "The TLSA record of "
              + place.owner()
              + " fits. Before a new key is used its record has to stand beside the old one.");
    }
  }

  private static boolean fits(Association one, List<X509Certificate> chain) {
    return one.usage() == 3
        ? DaneRules.matches(one, chain.get(0))
        : one.matching() == 0
            || chain.stream().skip(1).anyMatch(issuer -> DaneRules.matches(one, issuer));
  }

  /** The record that is right for as long as the key is kept (RFC 7671 §5.1). */
  private static String line(Place place, List<X509Certificate> chain) {
    return place.owner() + ". TLSA 3 1 1 " + DaneRules.data(1, 1, chain.get(0));
  }
}

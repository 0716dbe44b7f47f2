package dev.parley.core.federation;

import dev.parley.core.dns.Services;
import dev.parley.core.dns.Services.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** What follows from the SRV records of a domain (RFC 6120 §3.2, RFC 2782, XEP-0368 §3). */
final class TargetRules {
  private static final int PORT = 5269;

  private TargetRules() {}

  /** What to do. */
  sealed interface Plan {}

  /**
   * Hosts to connect to, in their order.
   *
   * @param groups at least one; each has at least one host, all of the same priority
   */
  record Hosts(List<List<Host>> groups) implements Plan {
    public Hosts {
      groups = groups.stream().map(List::copyOf).toList();
    }
  }

  /**
   * There is no way.
   *
   * @param isPermanent true if the domain says so itself
   */
  record NoWay(String reason, boolean isPermanent) implements Plan {}

  /**
   * A host to connect to.
   *
   * @param name in A-labels
   * @param isSecure whether DNSSEC vouches for it, or it is the domain itself
   */
  record Host(String name, int port, boolean directTls, boolean isSecure) {}

  /**
   * Mixes the records for STARTTLS and for direct TLS as if they were of one service (XEP-0368 §3).
   * Only a domain without any of them, even such as refuse, is asked for by its own name (RFC 6120
   * §3.2.2).
   *
   * @param domain in A-labels
   */
  static Plan plan(String domain, Services startTls, Services direct, RandomGenerator random) {
    var records = new ArrayList<Ranked>();
    add(startTls, false, records);
    add(direct, true, records);
    if (!records.isEmpty()) {
      return new Hosts(ordered(records, random));
    }
    if (startTls instanceof Services.Failed failed) {
      return new NoWay(failed.reason(), false);
    }
    if (direct instanceof Services.Failed failed) {
      return new NoWay(failed.reason(), false);
    }
    return startTls instanceof Services.Absent && direct instanceof Services.Absent
        ? new Hosts(List.of(List.of(new Host(domain, PORT, false, true))))
        : new NoWay("the domain says in DNS that it offers no XMPP", true);
  }

  private record Ranked(int priority, int weight, Host host) {}

  private static void add(Services services, boolean directTls, List<Ranked> records) {
    if (services instanceof Services.Offered offered) {
      for (Service service : offered.records()) {
        records.add(
            new Ranked(
                service.priority(),
                service.weight(),
                new Host(service.host(), service.port(), directTls, offered.isAuthentic())));
      }
    }
  }

  private static List<List<Host>> ordered(List<Ranked> records, RandomGenerator random) {
    var byPriority = new TreeMap<Integer, List<Ranked>>();
    for (var record : records) {
      byPriority.computeIfAbsent(record.priority(), priority -> new ArrayList<>()).add(record);
    }
    return byPriority.values().stream().map(equals -> drawAll(equals, random)).toList();
  }

  /** Draws one after the other, each with a chance by its weight (RFC 2782, “Weight”). */
  private static List<Host> drawAll(List<Ranked> records, RandomGenerator random) {
    var drawn = new ArrayList<Host>();
    var left = new ArrayList<>(records);
    left.sort(Comparator.comparingInt(Ranked::weight));
    while (!left.isEmpty()) {
      int sum = left.stream().mapToInt(Ranked::weight).sum();
      int chosen = random.nextInt(sum + 1);
      int i = 0;
      for (int running = left.get(0).weight(); running < chosen; running += left.get(i).weight()) {
        i++;
      }
      drawn.add(left.remove(i).host());
    }
    return drawn;
  }
}

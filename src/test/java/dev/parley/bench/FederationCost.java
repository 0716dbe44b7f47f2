package dev.parley.bench;

import dev.parley.bench.Report.Figure;
import dev.parley.testing.Account;
import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.TwoServers;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a message to another server costs, and what a stream between servers holds. Two servers run
 * in this process; what their event loops use is counted, and nothing of the clients.
 */
final class FederationCost {
  private static final int MESSAGES = 40_000;
  private static final int BATCH = 200;
  private static final int LINKS = 200;

  private FederationCost() {}

  /** Measures all of it; the engine is the JDK's. */
  static List<Figure> measure() {
    var figures = new ArrayList<Figure>();
    var settings = Map.of("modules.archive.enabled", "false");
    try (var servers = new TwoServers(TwoServers.Trust.CERTIFICATES, false, settings)) {
      double local = messages(servers.capulet(), servers.capulet());
      double remote = messages(servers.capulet(), servers.montague());
      figures.add(figure("CPU of a message within one server, bursts of 200", local, "µs"));
      figures.add(figure("the same to another server, both together", remote, "µs"));
    }
    var title = "pair of domains that know each other by dialback: two connections, four ends";
    figures.add(figure(title, heldByPair() / 1000, "kB"));
    return figures;
  }

  private static Figure figure(String what, double value, String unit) {
    return new Figure(what, "two servers in the benchmark", Sizes.rounded(value, unit), "");
  }

  /** Microseconds of CPU a message, in bursts. */
  private static double messages(ParleyTestServer from, ParleyTestServer to) {
    try (var juliet = login(from, "juliet");
        var romeo = login(to, "romeo")) {
      burst(juliet, romeo, MESSAGES / 2);
      long before = nanos();
      burst(juliet, romeo, MESSAGES);
      return (nanos() - before) / 1_000.0 / MESSAGES;
    }
  }

  private static TestClient login(ParleyTestServer server, String name) {
    return TestClient.login(server, new AccountFactory(server).create(name), "bench");
  }

  private static void burst(TestClient juliet, TestClient romeo, int messages) {
    for (int sent = 0; sent < messages; sent += BATCH) {
      var batch = new StringBuilder();
      for (int i = 0; i < BATCH; i++) {
        batch
            .append("<message type='chat' to='")
            .append(romeo.jid())
            .append("' id='m")
            .append(sent + i)
            .append("'><body>Art thou not Romeo, and a Montague?</body></message>");
      }
      juliet.send(batch.toString());
      for (int i = 0; i < BATCH; i++) {
        romeo.nextElement("message");
      }
    }
  }

  private static long nanos() {
    var threads = ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (long id : threads.getAllThreadIds()) {
      var info = threads.getThreadInfo(id);
      if (info != null && info.getThreadName().startsWith("vert.x-")) {
        sum += threads.getThreadCpuTime(id);
      }
    }
    return sum;
  }

  /** Bytes of heap and buffers that a pair of domains holds on both servers. */
  private static double heldByPair() {
    var domains = new ArrayList<String>();
    for (int i = 0; i < LINKS; i++) {
      domains.add("\"d" + i + ".example\"");
    }
    var settings = new HashMap<String, String>();
    settings.put("modules.archive.enabled", "false");
    settings.put("s2s.links.streamsPerDomain", "10000");
    try (var servers = new TwoServers(TwoServers.Trust.DIALBACK, false, settings)) {
      var many = new HashMap<String, String>(Map.of("domains", domains.toString()));
      many.put("listen.s2s.host", "127.0.0.1");
      many.put("listen.s2s.port", "0");
      many.put("s2s.policy.others", "dialback");
      many.put("modules.archive.enabled", "false");
      try (var senders = ParleyTestServer.start(List.of(), many)) {
        TwoServers.route(
            senders,
            Map.of(TwoServers.MONTAGUE, "127.0.0.1:" + servers.montague().server().ports().s2s()));
        var back = new HashMap<String, String>();
        for (int i = 0; i < LINKS; i++) {
          back.put("d" + i + ".example", "127.0.0.1:" + senders.server().ports().s2s());
        }
        TwoServers.route(servers.montague(), back);
        try (var romeo = login(servers.montague(), "romeo")) {
          connect(senders, romeo, 0);
          long before = held();
          for (int i = 1; i < LINKS; i++) {
            connect(senders, romeo, i);
          }
          return (held() - before) / (double) (LINKS - 1);
        }
      }
    }
  }

  private static void connect(ParleyTestServer senders, TestClient romeo, int number) {
    var account = new Account("juliet", "d" + number + ".example", "secret-" + number);
    senders.addAccount(account);
    var juliet = TestClient.login(senders, account, null);
    juliet.send("<message to='" + romeo.jid() + "'><body>Hi</body></message>");
    romeo.await(event ->
        event instanceof StreamEvent.Received received
            && received.element().local().equals("message"));
    juliet.close();
  }

  private static long held() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    var runtime = Runtime.getRuntime();
    long buffers = 0;
    for (var pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      buffers += pool.getMemoryUsed();
    }
    return runtime.totalMemory() - runtime.freeMemory() + buffers;
  }
}

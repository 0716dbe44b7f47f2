package dev.parley.interop.federation;

import dev.parley.core.tls.TestAuthority;
import dev.parley.core.tls.TestAuthority.Request;
import dev.parley.testing.Endpoint;
import dev.parley.testing.ParleyTestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A small Internet on loopback: a name server (unbound), an authority, this server, and prosody and
 * ejabberd with domains of all kinds, right and wrong.
 */
final class World implements AutoCloseable {
  /** Where Debian puts libraries of this kind of machine. */
  private static final String LIBRARIES =
      "/usr/lib/"
          + (System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch64")
          + "-linux-gnu";

  /** Domains at prosody whose certificates have something wrong. */
  static final List<String> WRONG =
      List.of("expired.example", "wrong.example", "selfsigned.example", "cnonly.example");

  private final Path folder;
  private final Map<String, Integer> ports = new HashMap<>();
  private final TestAuthority authority = TestAuthority.root("Authority of the test");
  private final List<PeerProcess> processes = new ArrayList<>();
  private PeerProcess prosody;
  private PeerProcess ejabberd;
  private Map<String, String> settings = Map.of();
  private ParleyTestServer parley;

  private World(Path folder) {
    this.folder = folder;
    for (var port : List.of("dns", "parley", "parleyTls", "c2sP", "s2sP", "tlsP", "c2sE", "s2sE")) {
      ports.put(port, PeerProcess.freePort());
    }
  }

  /** Starts everything; skips the test where something is not installed. */
  static World start(Path folder) {
    PeerProcess.need("/usr/bin/prosody", "prosody");
    PeerProcess.need("/usr/sbin/ejabberdctl", "ejabberd");
    PeerProcess.need("/usr/sbin/unbound", "unbound");
    PeerProcess.need(LIBRARIES + "/lua/5.4/lunbound.so", "lua-unbound");
    var world = new World(folder);
    try {
      world.start();
      return world;
    } catch (RuntimeException | Error e) {
      world.close();
      throw e;
    }
  }

  private void start() {
    authority.write(folder.resolve("authority.pem"));
    startUnbound();
    startProsody();
    startEjabberd();
    startParley();
  }

  ParleyTestServer parley() {
    return parley;
  }

  /** Stops this server and starts it again with what it has stored. */
  void restartParley() {
    parley = parley.restart(settings);
  }

  /** A domain at prosody. */
  Peer prosody(String domain) {
    return new Peer(domain, new Endpoint("127.0.0.1", ports.get("c2sP")));
  }

  Peer ejabberd() {
    return new Peer("ejabberd.example", new Endpoint("127.0.0.1", ports.get("c2sE")));
  }

  PeerProcess prosodyProcess() {
    return prosody;
  }

  PeerProcess ejabberdProcess() {
    return ejabberd;
  }

  private void startUnbound() {
    var records = new ArrayList<String>();
    for (var domain : List.of("parley.example", "conference.parley.example")) {
      records.add(record("_xmpp-server", domain, "parley"));
    }
    records.add(record("_xmpps-server", "tls.parley.example", "parleyTls"));
    for (var domain :
        List.of(
            "prosody.example", "rooms.prosody.example", "dialback.example", "blocked.example")) {
      records.add(record("_xmpp-server", domain, "s2sP"));
    }
    WRONG.forEach(domain -> records.add(record("_xmpp-server", domain, "s2sP")));
    records.add(record("_xmpps-server", "direct.example", "tlsP"));
    for (var domain : List.of("ejabberd.example", "rooms.ejabberd.example")) {
      records.add(record("_xmpp-server", domain, "s2sE"));
    }
    var data =
        records.stream()
            .map(record -> "  local-data: \"" + record + "\"")
            .collect(Collectors.joining("\n"));
    var home = folder.resolve("unbound");
    var config =
        PeerProcess.template(
            "unbound.conf",
            home,
            Map.of("data", data, "folder", home.toString(), "dns", port("dns")));
    processes.add(
        PeerProcess.start(
            home,
            List.of(ports.get("dns")),
            Map.of(),
            "/usr/sbin/unbound",
            "-d",
            "-c",
            config.toString()));
  }

  /** ejabberd looks the addresses of targets up in the files of the system alone. */
  private String record(String service, String domain, String port) {
    return service + "._tcp." + domain + ". 60 IN SRV 0 5 " + port(port) + " localhost.";
  }

  private void startProsody() {
    var home = folder.resolve("prosody");
    var hosts = new StringBuilder();
    for (var domain : List.of("prosody.example", "blocked.example", "direct.example")) {
      hosts.append(host(domain, authority.issue(domain)));
    }
    var own = new Request().domain("dialback.example").selfSigned();
    hosts.append(host("dialback.example", authority.issue(own)));
    var past = Instant.ofEpochSecond(1_000_000_000);
    hosts.append(
        host(
            "expired.example",
            authority.issue(
                new Request().domain("expired.example").valid(past, past.plusSeconds(1_000_000)))));
    hosts.append(host("wrong.example", authority.issue("right.example")));
    hosts.append(
        host(
            "selfsigned.example",
            authority.issue(new Request().domain("selfsigned.example").selfSigned())));
    hosts.append(
        host("cnonly.example", authority.issue(new Request().commonName("cnonly.example"))));
    hosts.append(
        host("rooms.prosody.example", authority.issue("rooms.prosody.example"))
            .replace(
                "VirtualHost \"rooms.prosody.example\"",
                "Component \"rooms.prosody.example\" \"muc\""));
    var config =
        PeerProcess.template(
            "prosody.cfg.lua",
            home,
            Map.of(
                "folder", home.toString(),
                "c2s", port("c2sP"),
                "s2s", port("s2sP"),
                "s2sDirect", port("tlsP"),
                "dns", port("dns"),
                "insecure", "",
                "authorities", folder.resolve("authority.pem").toString(),
                "direct", folder.resolve("certificates/direct.example").toString(),
                "hosts", hosts.toString()));
    prosody =
        PeerProcess.start(
            home,
            List.of(ports.get("c2sP"), ports.get("s2sP"), ports.get("tlsP")),
            Map.of(),
            "/usr/bin/prosody",
            "--config",
            config.toString(),
            "-F");
    processes.add(prosody);
  }

  private String host(String domain, TestAuthority.Issued issued) {
    var files = issued.write(folder.resolve("certificates").resolve(domain));
    return "VirtualHost \""
        + domain
        + "\"\n  ssl = { certificate = \""
        + files.resolve("fullchain.pem")
        + "\", key = \""
        + files.resolve("privkey.pem")
        + "\" }\n";
  }

  private void startEjabberd() {
    var home = folder.resolve("ejabberd");
    var files =
        authority
            .issue("ejabberd.example", "rooms.ejabberd.example")
            .write(folder.resolve("certificates/ejabberd"));
    var both = home.resolve("certificate.pem");
    try {
      Files.createDirectories(home);
      Files.writeString(
          both,
          Files.readString(files.resolve("fullchain.pem"))
              + Files.readString(files.resolve("privkey.pem")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var config =
        PeerProcess.template(
            "ejabberd.yml",
            home,
            Map.of(
                "authorities", folder.resolve("authority.pem").toString(),
                "certificate", both.toString(),
                "c2s", port("c2sE"),
                "s2s", port("s2sE")));
    var inetrc = PeerProcess.template("inetrc", home, Map.of("dns", port("dns")));
    // Without a name of the node no daemon of Erlang's is started.
    ejabberd =
        PeerProcess.start(
            home,
            List.of(ports.get("c2sE"), ports.get("s2sE")),
            Map.of(
                "EJABBERD_CONFIG_PATH",
                config.toString(),
                "EJABBERD_LOG_PATH",
                home.resolve("log").toString(),
                "ERL_INETRC",
                inetrc.toString(),
                "ERL_CRASH_DUMP",
                home.resolve("crash").toString(),
                "ERL_LIBS",
                LIBRARIES),
            "/usr/bin/erl",
            "-noinput",
            "-mnesia",
            "dir",
            "\"" + home + "\"",
            "-s",
            "ejabberd");
    processes.add(ejabberd);
  }

  private void startParley() {
    var files =
        authority
            .issue("parley.example", "conference.parley.example")
            .write(folder.resolve("certificates/parley"));
    settings =
        Map.ofEntries(
            Map.entry("domains", "[\"parley.example\"]"),
            Map.entry("tls.certificates", "[\"" + files + "\"]"),
            Map.entry("listen.s2s.host", "127.0.0.1"),
            Map.entry("listen.s2s.port", port("parley")),
            Map.entry("listen.s2sTls.host", "127.0.0.1"),
            Map.entry("listen.s2sTls.port", port("parleyTls")),
            Map.entry("s2s.authorities", folder.resolve("authority.pem").toString()),
            Map.entry("s2s.dns.servers", "[\"127.0.0.1:" + port("dns") + "\"]"),
            Map.entry("s2s.dns.privateNetworks", "[\"127.0.0.0/8\"]"),
            Map.entry(
                "s2s.policy.domains",
                "{\"dialback.example\":\"dialback\",\"blocked.example\":\"blocked\"}"));
    parley = ParleyTestServer.start(List.of(), settings);
  }

  private String port(String name) {
    return String.valueOf(ports.get(name));
  }

  @Override
  public void close() {
    if (parley != null) {
      parley.close();
    }
    processes.forEach(PeerProcess::kill);
  }
}

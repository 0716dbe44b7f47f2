package dev.parley.bench;

import dev.parley.core.config.TlsConfig.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Starts what is measured, each as a process of its own. */
final class Servers {
  static final String DOMAIN = "localhost";

  private static final String HOST = "127.0.0.1";

  private Servers() {}

  /** Starts the relay with the class path of this process. */
  static ServerProcess relay(Setup setup, Engine engine, Path folder)
      throws IOException, InterruptedException {
    var keys = folder.resolve("relay.p12");
    makeCertificate(setup.javaHome(), keys);
    var target = new Target(HOST, ServerProcess.freePort(), ServerProcess.freePort(), 0, 0, "", 0);
    var command =
        ServerProcess.java(
            setup.javaHome(),
            setup.javaOptions(),
            List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Relay.class.getName(),
                Integer.toString(target.port()),
                Integer.toString(target.tlsPort()),
                engine.name().toLowerCase(Locale.ROOT),
                keys.toString()));
    return ServerProcess.start(command, target, folder.resolve("relay.log"));
  }

  /** Starts the fat jar on a data folder; what the setup sets wins over what is set here. */
  static ServerProcess parley(Setup setup, Engine engine, Path data)
      throws IOException, InterruptedException {
    var target =
        new Target(
            HOST,
            ServerProcess.freePort(),
            ServerProcess.freePort(),
            ServerProcess.freePort(),
            ServerProcess.freePort(),
            DOMAIN,
            0);
    var arguments = new ArrayList<>(List.of("-jar", setup.jar().toString(), "run"));
    var settings =
        List.of(
            "data=" + data,
            "listen.c2s.host=" + HOST,
            "listen.c2s.port=" + target.port(),
            "listen.c2sDirectTls.host=" + HOST,
            "listen.c2sDirectTls.port=" + target.tlsPort(),
            "listen.s2s=null",
            "listen.s2sTls=null",
            "listen.https.host=" + HOST,
            "listen.https.port=" + target.httpsPort(),
            "components.port=" + target.componentPort(),
            "components.list=[{\"domain\":\""
                + ComponentLoad.DOMAIN
                + "\",\"secret\":\""
                + ComponentLoad.SECRET
                + "\"}]",
            "tls.required=false",
            "tls.engine=" + engine.name().toLowerCase(Locale.ROOT),
            "modules.pubsub.publicationsPerMinute=1000000",
            "modules.muc.messagesPerSecond=0",
            "modules.muc.entriesPerMinute=0",
            "limits.profile=trusted");
    for (var setting : Stream.concat(settings.stream(), setup.settings().stream()).toList()) {
      arguments.addAll(List.of("--set", setting));
    }
    var command = ServerProcess.java(setup.javaHome(), setup.javaOptions(), arguments);
    return ServerProcess.start(command, target, data.resolve("benchmark.log"));
  }

  private static void makeCertificate(Path javaHome, Path keys)
      throws IOException, InterruptedException {
    var command =
        List.of(
            javaHome.resolve("bin/keytool").toString(),
            "-genkeypair",
            "-alias",
            "relay",
            "-dname",
            "CN=localhost",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-validity",
            "1",
            "-storetype",
            "PKCS12",
            "-storepass",
            "benchmark",
            "-keystore",
            keys.toString());
    var keytool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(keys.resolveSibling("keytool.log").toFile())
            .start();
    if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IOException("keytool failed, see " + keys.resolveSibling("keytool.log"));
    }
  }
}

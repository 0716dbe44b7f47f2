package dev.parley.cli;

import dev.parley.core.MayBlock;
import dev.parley.core.config.LimitsConfig.Profile;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.tls.Certificates;
import dev.parley.core.tls.ServerTls;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Validates a configuration and explains what it changes. Starts and writes nothing. */
@MayBlock
@Command(
    name = "check",
    description = "Validates the configuration and its certificates, and explains them.")
final class CheckCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Override
  public Integer call() {
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    var loaded = options.source().load();
    var settings = loaded.settings();
    out.println(settings.isEmpty() ? "Every setting has its default." : "Other than by default:");
    settings.forEach(setting ->
        out.println(
            "  " + setting.key() + " = " + setting.value() + "  (" + setting.origin() + ")"));
    certificates(loaded.config(), out);
    warnings(loaded.config()).forEach(warning -> out.println("Mind: " + warning));
    out.println("The configuration is fine.");
    return 0;
  }

  private static void certificates(ParleyConfig config, PrintWriter out) {
    if (!ServerTls.isAvailable(config.tls().engine())) {
      throw new FailureException("tls.engine \"openssl\" is not available on this system.");
    }
    if (config.tls().certificates().isEmpty()) {
      out.println("No certificates are given: the server makes a self-signed one.");
      return;
    }
    var certificates = Certificates.load(config, Instant.now());
    for (var domain : certificates.domains()) {
      var certificate = certificates.forDomain(domain);
      out.println(
          "Certificate of "
              + domain
              + ": "
              + certificate.source()
              + ", valid until "
              + certificate.expiry());
    }
    certificates.warnings().forEach(warning -> out.println("Mind: " + warning));
  }

  private static List<String> warnings(ParleyConfig config) {
    var warnings = new ArrayList<String>();
    if (!config.tls().required()) {
      warnings.add("tls.required is false: passwords may cross the network unprotected.");
    }
    if (config.limits().profile() == Profile.TRUSTED) {
      warnings.add("limits.profile is trusted: nothing slows strangers who reach this server.");
    }
    if (config.isEnabled("registration")
        && config.module("registration").getBoolean("open", false)) {
      warnings.add("modules.registration.open is true: anybody can make accounts.");
    }
    if (config.listen().c2s() == null && config.listen().c2sDirectTls() == null) {
      warnings.add("both listeners are off: no client can connect.");
    }
    if (config.isEnabled("upload")
        && config.listen().https() == null
        && config.http().url() == null
        && config.module("upload").getString("url") == null) {
      warnings.add("listen.https and http.url are null: nobody can upload files.");
    }
    return warnings;
  }
}

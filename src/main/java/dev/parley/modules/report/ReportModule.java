package dev.parley.modules.report;

import dev.parley.core.config.InvalidSettingException;
import dev.parley.core.home.Home;
import dev.parley.core.home.Reports;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Xep;
import dev.parley.core.storage.ReportStore;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/** Takes reports of spam and abuse, from users and from other servers. */
@Xep(value = 377, version = "0.4.1")
public final class ReportModule implements ServerModule {
  private static final long HOUR_MILLIS = 3_600_000;

  @Override
  public void start(ModuleContext context) {
    context.settings().getJsonArray("forwardTo").forEach(ReportModule::check);
    context.publish(Desk.class, home -> new Desk(home, context));
    context.publish(Reports.class, ReportModule::of);
    context.onDomainMessage(ReportModule::of);
    context.advertise(Set.of(Scope.DOMAIN), Complaint.NS);
    ReportStore store = context.storage().reports();
    long timer =
        context
            .vertx()
            .setPeriodic(
                0,
                HOUR_MILLIS,
                tick -> {
                  int days = context.settings().getInteger("keepDays");
                  store.removeBefore(Instant.now().minus(Duration.ofDays(days)));
                });
    context.onStop(() -> context.vertx().cancelTimer(timer));
  }

  private static void check(Object service) {
    try {
      Jid.parse(String.valueOf(service));
    } catch (JidFormatException wrong) {
      throw new InvalidSettingException(
          "modules.report.forwardTo", "takes JIDs such as reports.example.org, not " + service);
    }
  }

  private static Desk of(Home home) {
    return Objects.requireNonNull(home.neighbour(Desk.class));
  }
}

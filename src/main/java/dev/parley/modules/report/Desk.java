package dev.parley.modules.report;

import dev.parley.core.config.ParleyConfig;
import dev.parley.core.home.Archive;
import dev.parley.core.home.DomainMessages;
import dev.parley.core.home.Domains;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Reports;
import dev.parley.core.home.Router;
import dev.parley.core.module.HourlyBudgets;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.storage.ReportStore;
import dev.parley.core.storage.ReportStore.Report;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the reports of one home arrive. */
final class Desk implements Reports, DomainMessages {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ID_BYTES = 5;

  /** Addresses whose reports of the last hour are counted. */
  private static final int MOST_REMEMBERED = 1_000;

  private final Home home;
  private final ModuleContext context;
  private final ReportStore store;
  private final InstantSource clock = InstantSource.system();
  private final HourlyBudgets budgets = new HourlyBudgets(MOST_REMEMBERED);

  Desk(Home home, ModuleContext context) {
    this.home = home;
    this.context = context;
    this.store = context.storage().reports();
  }

  @Override
  public void take(LiveAccount reporter, Jid reported, Element report) {
    Complaint complaint = Complaint.of(report);
    int most = context.settings().getInteger("perAccountPerHour");
    if (complaint != null && isWithin(most, reporter.jid())) {
      messages(reporter.jid(), reported, complaint.messages())
          .compose(messages -> keep(reporter.jid(), reported, complaint, messages))
          .onFailure(Desk::lost);
    }
  }

  /** Those messages of the reporter's archive that are of whom is reported, and no others. */
  private Future<List<Message>> messages(Jid owner, Jid reported, List<String> ids) {
    Archive archive = home.archive();
    Future<List<Message>> all = Future.succeededFuture(new ArrayList<>());
    if (archive == null) {
      return all;
    }
    for (String id : ids) {
      all =
          all.compose(found ->
              archive
                  .message(owner, id)
                  .map(one -> {
                    one.filter(message -> isOf(reported, message.from())).ifPresent(found::add);
                    return found;
                  }));
    }
    return all;
  }

  private static boolean isOf(Jid reported, @Nullable Jid sender) {
    return sender != null
        && (reported.isDomain()
            ? sender.domain().equals(reported.domain())
            : sender.bare().equals(reported.bare()));
  }

  private Future<Void> keep(
      Jid reporter, Jid reported, Complaint complaint, List<Message> messages) {
    var xml = new StringBuilder();
    messages.forEach(message -> xml.append(message.toElement()));
    Report report = report(reporter, reported, complaint, xml.toString());
    return store
        .add(report)
        .onSuccess(kept -> {
          announce(report);
          forward(report, complaint, messages);
        });
  }

  private Report report(Jid reporter, Jid reported, Complaint complaint, String messages) {
    byte[] id = new byte[ID_BYTES];
    RANDOM.nextBytes(id);
    return new Report(
        HexFormat.of().formatHex(id),
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        reporter,
        reported,
        complaint.reason(),
        complaint.text(),
        messages,
        null);
  }

  private void announce(Report report) {
    ParleyConfig config = context.config();
    Jid from = Jid.of(null, config.domains().get(0).name(), null);
    for (Jid admin : config.admins()) {
      String text =
          report.reporter()
              + " reports "
              + report.reported()
              + ": "
              + Complaint.word(report.reason())
              + (report.text() == null ? "" : ": " + report.text())
              + "\nMore by: parley report show "
              + report.id();
      context.router().route(Message.of(Message.Type.NORMAL, admin, text).withFrom(from));
    }
  }

  private void forward(Report report, Complaint complaint, List<Message> messages) {
    Router router = context.router();
    Jid from = report.reporter().domainJid();
    if (complaint.toOrigin()
        && context.settings().getBoolean("toOrigin")
        && !router.domains().isServed(report.reported().domain())) {
      router.route(Circular.of(report, messages, from, report.reported().domainJid()));
    }
    if (complaint.toOthers()) {
      for (Object service : context.settings().getJsonArray("forwardTo")) {
        router.route(Circular.of(report, messages, from, Jid.parse(String.valueOf(service))));
      }
    }
  }

  /** Another server tells of one of our accounts; only servers themselves do that. */
  @Override
  public boolean accept(Message message) {
    Element payload = message.child(Complaint.NS, "report");
    Jid from = message.from();
    Domains domains = context.router().domains();
    if (payload == null || from == null || !from.isDomain() || domains.isServed(from.domain())) {
      return false;
    }
    Complaint complaint = Complaint.of(payload);
    Jid reported = Circular.reported(payload);
    if (complaint == null || reported == null || !domains.isLocal(reported.domain())) {
      return false;
    }
    int most = context.settings().getInteger("perServerPerHour");
    if (!isWithin(most, from)) {
      return false;
    }
    Report report = report(from, reported, complaint, Circular.messages(message));
    store.add(report).onSuccess(kept -> announce(report)).onFailure(Desk::lost);
    return true;
  }

  /** Whether one more of that address may come in this hour; 0 lets none in. */
  private boolean isWithin(int most, Jid address) {
    return most > 0 && budgets.take(address.toString(), most, System.nanoTime());
  }

  private static void lost(Throwable cause) {
    LOG.warn("a report is lost: {}", cause.getMessage());
  }
}

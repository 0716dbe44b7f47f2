package dev.parley.modules.push;

import dev.parley.core.home.Home;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.storage.PushStore.Registration;
import dev.parley.modules.push.AnswerRules.Outcome;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.StanzaError;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the announcements of one home, and waits for their answers. */
final class Sender {
  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

  private final Home home;
  private final ModuleContext context;

  Sender(Home home, ModuleContext context) {
    this.home = home;
    this.context = context;
  }

  /** Now, to the millisecond. */
  Instant time() {
    return Instant.ofEpochMilli(System.currentTimeMillis());
  }

  /** The surroundings of an account's targets. */
  Target.Surroundings of(Push push, Jid account) {
    return new AccountSender(push, account);
  }

  private Announcement.Detail detail() {
    return new Announcement.Detail(
        context.settings().getBoolean("sender", false),
        context.settings().getBoolean("body", false));
  }

  /** One account's. */
  private final class AccountSender implements Target.Surroundings {
    private final Push push;
    private final Jid account;

    AccountSender(Push push, Jid account) {
      this.push = push;
      this.account = account;
    }

    @Override
    public long now() {
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public long gap() {
      return TimeUnit.SECONDS.toMillis(context.settings().getInteger("secondsBetween", 2));
    }

    @Override
    public boolean isActive(Registration registration) {
      return push.isActive(account, registration);
    }

    @Override
    public void send(Target target, Announcement announcement) {
      Registration registration = target.registration();
      home.questions()
          .ask(
              registration.service(),
              announcement.toIq(account, registration, detail()),
              context.router()::route)
          .onSuccess(answer -> {
            StanzaError error = AnswerRules.errorOf(answer);
            target.answered(announcement, AnswerRules.outcome(error), error);
          })
          .onFailure(late -> {
            LOG.debug("{} does not answer for {}", registration.service(), account);
            target.answered(announcement, Outcome.LATER, null);
          });
    }

    @Override
    public long later(Target target, long millis) {
      return context.vertx().setTimer(millis, timer -> target.ring());
    }

    @Override
    public void cancel(long timer) {
      context.vertx().cancelTimer(timer);
    }

    @Override
    public void ended(Target target, String condition) {
      LOG.info("push for {} to {} ended: {}", account, target.registration().service(), condition);
      push.ended(account, target, condition);
    }
  }
}

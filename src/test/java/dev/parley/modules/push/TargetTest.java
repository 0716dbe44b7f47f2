package dev.parley.modules.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.storage.PushStore.Registration;
import dev.parley.modules.push.AnswerRules.Outcome;
import dev.parley.modules.push.WakeRules.Weight;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.StanzaError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TargetTest {
  private final Registration registration =
      new Registration(
          Jid.parse("push.example"), "n", "phone", null, null, null, Instant.EPOCH, null);
  private final Fake around = new Fake();
  private final Target target = new Target(registration, around);

  /** Notes what is sent; time and timers are in the test's hand. */
  private static final class Fake implements Target.Surroundings {
    private final List<Announcement> sent = new ArrayList<>();
    private long now = 100_000;
    private long timer = -1;
    private boolean active;
    private @Nullable String ended;

    @Override
    public long now() {
      return now;
    }

    @Override
    public long gap() {
      return 2_000;
    }

    @Override
    public boolean isActive(Registration registration) {
      return active;
    }

    @Override
    public void send(Target target, Announcement announcement) {
      sent.add(announcement);
    }

    @Override
    public long later(Target target, long millis) {
      timer = millis;
      return 7;
    }

    @Override
    public void cancel(long number) {
      timer = -1;
    }

    @Override
    public void ended(Target target, String condition) {
      ended = condition;
    }

    private Announcement last() {
      return sent.get(sent.size() - 1);
    }
  }

  private void message() {
    target.notice(Message.of(Message.Type.CHAT, null, "Hi"), Weight.MESSAGE);
  }

  private void answered(Outcome outcome) {
    target.answered(around.last(), outcome, null);
  }

  private void pass(long millis) {
    around.now += millis;
    if (around.timer >= 0 && around.timer <= millis) {
      around.timer = -1;
      target.ring();
    }
  }

  @Test
  void theFirstIsSentAtOnceAndWhatFollowsTogetherAfterTheGap() {
    message();
    assertThat(around.sent).extracting(Announcement::count).containsExactly(1);
    answered(Outcome.TAKEN);
    message();
    message();
    assertThat(around.sent).hasSize(1);
    pass(2_000);
    assertThat(around.sent).extracting(Announcement::count).containsExactly(1, 3);
  }

  @Test
  void oneRequestIsOpenAtATime() {
    message();
    pass(60_000);
    message();
    assertThat(around.sent).hasSize(1);
    answered(Outcome.TAKEN);
    assertThat(around.sent).hasSize(2);
  }

  @Test
  void aCallWaitsShorter() {
    message();
    answered(Outcome.TAKEN);
    message();
    target.notice(Message.of(Message.Type.CHAT, null, List.of()), Weight.CALL);
    assertThat(around.timer).isEqualTo(1_000);
    pass(1_000);
    assertThat(around.last().weight()).isEqualTo(Weight.CALL);
    assertThat(around.last().count()).isEqualTo(3);
  }

  @Test
  void whoHasLookedMeanwhileIsNotTold() {
    message();
    answered(Outcome.TAKEN);
    message();
    around.active = true;
    pass(2_000);
    assertThat(around.sent).hasSize(1);
    around.active = false;
    pass(2_000);
    message();
    assertThat(around.last().count()).isEqualTo(1);
  }

  @Test
  void failuresMakeTheGapGrowToTenMinutes() {
    message();
    long[] gaps = new long[12];
    for (int i = 0; i < gaps.length; i++) {
      answered(Outcome.LATER);
      gaps[i] = around.timer;
      pass(around.timer);
    }
    assertThat(gaps).startsWith(4_000, 8_000, 16_000).endsWith(Target.LONGEST_GAP);
    assertThat(around.sent).hasSize(13);
    assertThat(around.ended).isNull();
  }

  @Test
  void aFinalErrorEndsItUntilTheClientAsksAnew() {
    message();
    target.answered(
        around.last(), Outcome.NEVER, StanzaError.of(StanzaError.Condition.ITEM_NOT_FOUND));
    assertThat(around.ended).isEqualTo("item-not-found");
    target.renew(registration.failed("item-not-found"));
    pass(10_000);
    message();
    assertThat(around.sent).hasSize(1);
    target.renew(registration);
    message();
    assertThat(around.sent).hasSize(2);
  }
}

package dev.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Each error is planted once into an honest history; the checker must see that one and no other.
 */
class CheckerTest {
  private static final String DEVICE = "romeo/hall";
  private static final Verdict CLEAN = new Verdict(0, 0, 0, 0, 0, 0);

  private final Checker checker = new Checker();

  private static Body body(int number) {
    return new Body("juliet", "romeo", number);
  }

  @BeforeEach
  void connect() {
    connected();
  }

  private void connected() {
    checker.accept(new Event.Connected(0, DEVICE));
  }

  private void sent(int number, int attempt) {
    checker.accept(new Event.Sent(0, body(number), attempt));
  }

  private void acknowledged(int... numbers) {
    for (int number : numbers) {
      checker.accept(new Event.Acknowledged(0, body(number)));
    }
  }

  private void delivered(int... numbers) {
    for (int number : numbers) {
      deliveredAttempt(number, 1);
    }
  }

  private void deliveredAttempt(int number, int attempt) {
    checker.accept(new Event.Delivered(0, DEVICE, body(number).toString(), attempt));
  }

  private void sentAndAcknowledged(int... numbers) {
    for (int number : numbers) {
      sent(number, 1);
      acknowledged(number);
    }
  }

  private void assertVerdict(Verdict expected) {
    assertThat(checker.verdict()).isEqualTo(expected);
  }

  @Test
  void anHonestHistoryIsClean() {
    sentAndAcknowledged(1, 2, 3);
    delivered(1, 2, 3);
    assertVerdict(CLEAN);
    assertThat(checker.findings()).isEmpty();
  }

  @Test
  void aDroppedMessageIsLost() {
    sentAndAcknowledged(1, 2, 3);
    delivered(1, 3);
    assertVerdict(new Verdict(1, 0, 0, 0, 0, 0));
    assertThat(checker.findings()).containsExactly("lost: juliet-romeo-2");
  }

  @Test
  void aMessageInTheStoreIsNotLost() {
    sentAndAcknowledged(1);
    checker.accept(new Event.Stored(0, body(1)));
    assertVerdict(CLEAN);
  }

  @Test
  void aMessageThatCameBackIsNotLost() {
    sentAndAcknowledged(1);
    checker.accept(new Event.Bounced(0, body(1)));
    assertVerdict(CLEAN);
  }

  @Test
  void aDeliveryTwiceInOneSessionIsADouble() {
    sentAndAcknowledged(1, 2);
    delivered(1, 1, 2);
    assertVerdict(new Verdict(0, 1, 0, 0, 0, 0));
  }

  @Test
  void aDeliveryInAnotherSessionIsARepetition() {
    sentAndAcknowledged(1, 2);
    delivered(1, 2);
    connected();
    delivered(1, 2);
    assertVerdict(CLEAN);
    assertThat(checker.repeated()).isEqualTo(2);
  }

  @Test
  void aRepetitionByTheSenderIsNoDouble() {
    sent(1, 1);
    sent(1, 2);
    acknowledged(1);
    deliveredAttempt(1, 1);
    deliveredAttempt(1, 2);
    assertVerdict(CLEAN);
  }

  @Test
  void theFirstAcknowledgementCountsWhicheverAttemptItIsFor() {
    sent(1, 1);
    sent(1, 2);
    acknowledged(1);
    assertVerdict(new Verdict(1, 0, 0, 0, 0, 0));
  }

  @Test
  void swappedMessagesAreDisordered() {
    sentAndAcknowledged(1, 2, 3);
    delivered(2, 1, 3);
    assertVerdict(new Verdict(0, 0, 1, 0, 0, 0));
  }

  @Test
  void whatIsNewAfterALaterOneIsDisorderedInAnySession() {
    sentAndAcknowledged(1, 2, 3);
    delivered(1, 3);
    connected();
    delivered(2);
    assertVerdict(new Verdict(0, 0, 1, 0, 0, 0));
  }

  @Test
  void repetitionsKeepTheirOrderToo() {
    sentAndAcknowledged(1, 2);
    delivered(1, 2);
    connected();
    delivered(2, 1);
    assertVerdict(new Verdict(0, 0, 1, 0, 0, 0));
  }

  @Test
  void otherConversationsHaveOrdersOfTheirOwn() {
    sentAndAcknowledged(1, 2);
    var other = new Body("nurse", "romeo", 1);
    checker.accept(new Event.Sent(0, other, 1));
    delivered(1, 2);
    checker.accept(new Event.Delivered(0, DEVICE, other.toString(), 1));
    assertVerdict(CLEAN);
  }

  @Test
  void whatWasNeverSentIsForeign() {
    delivered(7);
    checker.accept(new Event.Delivered(0, DEVICE, "Hello", 1));
    assertVerdict(new Verdict(0, 0, 0, 2, 0, 0));
  }

  @Test
  void anAttemptThatWasNeverMadeIsForeign() {
    sentAndAcknowledged(1);
    delivered(1);
    deliveredAttempt(1, 2);
    assertVerdict(new Verdict(0, 0, 0, 1, 0, 0));
  }

  @Test
  void whatSomebodyElseGetsIsForeignAndLost() {
    sentAndAcknowledged(1);
    checker.accept(new Event.Delivered(0, "tybalt/street", body(1).toString(), 1));
    assertVerdict(new Verdict(1, 0, 0, 1, 0, 0));
  }

  @Test
  void anAnswerForWhatWasNeverSentIsForeign() {
    acknowledged(1);
    assertVerdict(new Verdict(0, 0, 0, 1, 0, 0));
  }

  @Test
  void whatNobodyKnowsOfIsUnsettledUntilItArrives() {
    sent(1, 1);
    assertVerdict(new Verdict(0, 0, 0, 0, 1, 0));
    assertThat(checker.open()).isEqualTo(1);
    delivered(1);
    assertVerdict(CLEAN);
    acknowledged(1);
    assertThat(checker.open()).isZero();
  }

  @Test
  void theGapIsTheLongestTimeWithoutASignWhileSomebodyWaits() {
    sent(1, 1);
    checker.accept(new Event.Acknowledged(millis(300), body(1)));
    checker.accept(new Event.Delivered(millis(350), DEVICE, body(1).toString(), 1));
    checker.accept(new Event.Sent(millis(5_000), body(2), 1));
    checker.accept(new Event.Acknowledged(millis(5_100), body(2)));
    assertThat(checker.verdict().worstGapMillis()).isEqualTo(300);
  }

  @Test
  void theVerdictIsOneLine() {
    assertThat(new Verdict(1, 2, 3, 4, 5, 6))
        .hasToString("lost=1 doubled=2 disordered=3 foreign=4 unsettled=5 worst_gap_ms=6");
    assertThat(CLEAN.isClean()).isTrue();
    assertThat(new Verdict(0, 0, 0, 1, 0, 0).isClean()).isFalse();
  }

  private static long millis(long count) {
    return TimeUnit.MILLISECONDS.toNanos(count);
  }
}

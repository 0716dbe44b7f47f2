package dev.parley.transport.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which answers have arrived (XEP-0124 §9.2). */
final class UnconfirmedAnswersTest {
  private final UnconfirmedAnswers answers = new UnconfirmedAnswers();

  @Test
  void aLaterRequestConfirmsAllUpToIt() {
    var first = answers.add(1);
    var second = answers.add(2);
    var third = answers.add(3);
    answers.confirm(2);
    assertThat(first.succeeded()).isTrue();
    assertThat(second.succeeded()).isTrue();
    assertThat(third.isComplete()).isFalse();
  }

  @Test
  void whatIsGivenUpHasNotArrived() {
    var first = answers.add(1);
    var second = answers.add(2);
    answers.confirm(1);
    answers.giveUp();
    assertThat(first.succeeded()).isTrue();
    assertThat(second.failed()).isTrue();
  }
}

package dev.parley.transport.bosh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.bus.ToBosh.Answer;
import dev.parley.protocol.xml.ParserLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Requests that wait for answers (XEP-0124 §8, §14). */
final class OpenRequestsTest {
  private static final Answer ANSWER = new Answer(200, Terms.XML, "<body/>".getBytes(UTF_8));

  private final OpenRequests open = new OpenRequests(Terms.XML);
  private final List<String> answered = new ArrayList<>();

  private static Body body(long rid) {
    String xml = "<body xmlns='http://jabber.org/protocol/httpbind' sid='s' rid='" + rid + "'/>";
    return Body.parse(xml.getBytes(UTF_8), ParserLimits.AFTER_LOGIN);
  }

  /** Notes what is answered: {@code error} for a request that came again. */
  private Consumer<Answer> reply(String who) {
    return answer ->
        answered.add(who + (new String(answer.body(), UTF_8).contains("error") ? ": error" : ""));
  }

  private void hold(long rid) {
    open.hold(new Held(rid, body(rid), reply("" + rid), 0));
  }

  @Test
  void theOldestIsAnsweredFirst() {
    hold(1);
    hold(2);
    assertThat(Objects.requireNonNull(open.oldest()).rid()).isEqualTo(1);
    assertThat(open.takeOldest().rid()).isEqualTo(1);
    assertThat(open.takeOldest().rid()).isEqualTo(2);
    assertThat(open.oldest()).isNull();
  }

  @Test
  void aRepeatedRequestKeepsItsPlace() {
    hold(1);
    hold(2);
    assertThat(open.supersede(1, reply("again"))).isTrue();
    assertThat(answered).containsExactly("1: error");
    open.answerHeld(ANSWER);
    assertThat(answered).containsExactly("1: error", "again", "2");
    assertThat(open.size()).isZero();
  }

  @Test
  void whatIsNotHeldCannotBeRepeated() {
    hold(1);
    assertThat(open.supersede(2, reply("again"))).isFalse();
    assertThat(answered).isEmpty();
  }

  @Test
  void whatComesTooEarlyWaitsForItsTurn() {
    open.wait(body(5), reply("5"));
    open.wait(body(5), reply("again"));
    assertThat(answered).containsExactly("5: error");
    assertThat(open.takeEarly(4)).isNull();
    assertThat(open.size()).isZero();
    open.hold(Objects.requireNonNull(open.takeEarly(5)));
    assertThat(open.takeEarly(5)).isNull();
    open.answerHeld(ANSWER);
    assertThat(answered).containsExactly("5: error", "again");
  }

  @Test
  void inTheEndAllAreAnsweredOnce() {
    hold(1);
    open.wait(body(3), reply("3"));
    open.answerAll(ANSWER);
    open.answerAll(ANSWER);
    assertThat(answered).containsExactly("1", "3");
  }
}

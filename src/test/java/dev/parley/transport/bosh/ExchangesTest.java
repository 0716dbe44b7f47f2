package dev.parley.transport.bosh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.bus.ToBosh.Answer;
import dev.parley.protocol.xml.ParserLimits;
import io.netty.channel.DefaultEventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a session does with requests while it may not read them (XEP-0124 §11). */
final class ExchangesTest {
  private static final Terms TERMS =
      new Terms(60, 1, 5, 60, 120, Optional.of("1.11"), false, Terms.XML);

  private final DefaultEventLoop eventLoop = new DefaultEventLoop();
  private final List<String> answers = new ArrayList<>();
  private final List<Body> taken = new ArrayList<>();
  private boolean ended;
  private Exchanges exchanges;

  @BeforeEach
  void begin() {
    Body first = body(1, "");
    exchanges = new Exchanges("sid", TERMS, first, eventLoop);
    exchanges.begin(
        new Exchanges.Owner() {
          @Override
          public void received(Body body) {
            taken.add(body);
          }

          @Override
          public void ended() {
            ended = true;
          }
        });
    exchanges.first(first, this::answered);
  }

  @AfterEach
  void end() {
    exchanges.over(false);
    eventLoop.shutdownGracefully();
  }

  private static Body body(long rid, String content) {
    String xml =
        "<body xmlns='http://jabber.org/protocol/httpbind' rid='"
            + rid
            + "' sid='sid'>"
            + content
            + "</body>";
    return Body.parse(xml.getBytes(UTF_8), ParserLimits.AFTER_LOGIN);
  }

  private void answered(Answer answer) {
    answers.add(new String(answer.body(), UTF_8));
  }

  private void send(long rid) {
    exchanges.take(body(rid, "<message xmlns='jabber:client'/>"), this::answered);
  }

  @Test
  void whoSendsMoreThanWasAgreedOnWithoutAnAnswerIsSentAway() {
    send(2);
    send(3);
    assertThat(answers).isEmpty();
    assertThat(ended).isFalse();

    send(4);
    assertThat(answers).hasSize(4).allMatch(answer -> answer.contains("terminate"));
    assertThat(answers.get(0)).contains("policy-violation");
    assertThat(taken).hasSize(2);
    assertThat(ended).isTrue();
  }

  @Test
  void whoIsAnsweredMaySendMore() {
    for (int rid = 2; rid < 20; rid++) {
      send(rid);
      exchanges.settle();
    }
    assertThat(answers).hasSize(18);
    assertThat(ended).isFalse();
  }
}

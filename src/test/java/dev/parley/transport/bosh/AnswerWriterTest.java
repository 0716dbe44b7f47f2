package dev.parley.transport.bosh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What stands around the content of answers (XEP-0124 §7.2, §9.1, §13). */
final class AnswerWriterTest {
  private static final Terms TERMS =
      new Terms(60, 1, 5, 60, 120, Optional.of("1.11"), false, Terms.XML);

  private final AnswerWriter writer = new AnswerWriter("s1", TERMS);

  private String write(long rid, long taken, String content) {
    byte[] bytes = content.getBytes(UTF_8);
    var answer = writer.write(rid, taken, bytes, bytes.length);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.type()).isEqualTo(Terms.XML);
    return new String(answer.body(), UTF_8);
  }

  @Test
  void onlyTheFirstTellsTheTerms() {
    assertThat(write(7, 7, "<a/>")).contains(" sid='s1'", " wait='60'", " ack='7'", "><a/></body>");
    assertThat(write(8, 8, "")).doesNotContain("sid=", "wait=", "ack=").endsWith("/>");
  }

  @Test
  void laterOnesTellWhatWasTakenBeyondTheirRequest() {
    write(7, 7, "");
    assertThat(write(8, 10, "")).contains(" ack='10'");
    assertThat(write(9, 9, "")).doesNotContain("ack=");
  }

  @Test
  void theLastOneSaysThatItIs() {
    write(7, 7, "");
    writer.end();
    assertThat(writer.isEnding()).isTrue();
    assertThat(write(8, 8, "")).contains(" type='terminate'").doesNotContain("condition=");
  }

  @Test
  void anErrorOfTheStreamIsTheConditionOfItsEnd() {
    writer.failed();
    assertThat(write(7, 7, "")).doesNotContain("condition=");
    writer.end();
    assertThat(write(8, 8, "<stream:error/>"))
        .contains(" type='terminate'", " condition='remote-stream-error'", "<stream:error/>");
  }
}

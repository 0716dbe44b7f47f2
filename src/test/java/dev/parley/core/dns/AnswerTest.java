package dev.parley.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What an answer says, and how long it holds. */
final class AnswerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # code   | answer                                       | authority            | result, for how many seconds
          NOERROR  | a.example. 300 A 192.0.2.1                   |                      | 192.0.2.1 300
          NOERROR  | A.EXAMPLE. 300 A 192.0.2.1                   |                      | 192.0.2.1 300
          NOERROR  | a.example. 300 A 192.0.2.1; a.example. 60 A 192.0.2.2 |             | 192.0.2.1 192.0.2.2 60
          NOERROR  | a.example. 999999 A 192.0.2.1                |                      | 192.0.2.1 3600
          NOERROR  | a.example. 0 A 192.0.2.1                     |                      | 192.0.2.1 0
          NOERROR  | b.example. 300 A 192.0.2.1                   |                      | absent 0
          NOERROR  | a.example. 300 AAAA 2001:db8::1              | example. 60 SOA 60   | absent 60
          NOERROR  |                                              | example. 90 SOA 20   | absent 20
          NOERROR  |                                              | example. 20 SOA 90   | absent 20
          NXDOMAIN |                                              | example. 9999 SOA 9999 | absent 60
          NXDOMAIN |                                              |                      | absent 0
          NOERROR  | a.example. 9 CNAME b.example.; b.example. 60 A 192.0.2.1 |          | 192.0.2.1 9
          NOERROR  | b.example. 60 A 192.0.2.1; a.example. 90 CNAME b.example. |         | 192.0.2.1 60
          NOERROR  | a.example. 9 CNAME b.example.                |                      | alias b.example. 9
          NXDOMAIN | a.example. 9 CNAME b.example.                | example. 30 SOA 30   | absent 30
          NOERROR  | a.example. 9 CNAME a.example.                |                      | failed too many aliases from a.example. 5
          NOERROR  | a.example. 9 CNAME b.example.; b.example. 9 CNAME a.example. |      | failed too many aliases from a.example. 5
          SERVFAIL |                                              |                      | failed the name server says SERVFAIL 5
          REFUSED  | a.example. 300 A 192.0.2.1                   |                      | failed the name server says REFUSED 5
          """)
  void isRead(String code, String answer, String authority, String expected) throws IOException {
    var question = Question.of("a.example", Type.A);
    var message = new Message(1);
    message.getHeader().setRcode(Rcode.value(code));
    add(message, Section.ANSWER, answer);
    add(
        message,
        Section.AUTHORITY,
        authority == null
            ? null
            : authority.replaceAll("SOA (.*)", "SOA ns.example. me.example. 1 1 1 1 $1"));
    assertThat(text(Answer.of(question, message, false))).isEqualTo(expected);
  }

  @Test
  void onlyASignedAnswerIsAuthentic() throws IOException {
    var message = new Message(1);
    add(message, Section.ANSWER, "a.example. 300 A 192.0.2.1");
    var question = Question.of("a.example", Type.A);
    assertThat(Answer.of(question, message, true).isAuthentic()).isFalse();
    message.getHeader().setFlag(Flags.AD);
    assertThat(Answer.of(question, message, true).isAuthentic()).isTrue();
    // Whoever is on the way can set the flag.
    assertThat(Answer.of(question, message, false).isAuthentic()).isFalse();
  }

  @Test
  void isKeptForItsLifetimeAndNotBeyondTheSize() {
    var now = new Instant[] {Instant.EPOCH};
    InstantSource clock = () -> now[0];
    var cache = new AnswerCache(clock, 2);
    var first = Question.of("1.example", Type.A);
    var second = Question.of("2.example", Type.A);
    cache.put(first, new Answer.Absent(Duration.ofSeconds(10), false));
    cache.put(second, new Answer.Failed("x"));
    cache.put(Question.of("never.example", Type.A), new Answer.Absent(Duration.ZERO, false));
    assertThat(cache.size()).isEqualTo(2);
    now[0] = Instant.ofEpochMilli(4_999);
    assertThat(cache.get(second)).isNotNull();
    now[0] = Instant.ofEpochMilli(5_000);
    assertThat(cache.get(second)).isNull();
    assertThat(cache.get(Question.of("1.EXAMPLE.", Type.A))).isNotNull();
    assertThat(cache.get(Question.of("1.example", Type.AAAA))).isNull();
    now[0] = Instant.ofEpochMilli(10_000);
    assertThat(cache.get(first)).isNull();
    for (int i = 0; i < 5; i++) {
      cache.put(Question.of(i + ".example", Type.A), new Answer.Failed("x"));
    }
    assertThat(cache.size()).isEqualTo(2);
    assertThat(cache.get(Question.of("4.example", Type.A))).isNotNull();
  }

  private static void add(Message message, int section, String records) throws IOException {
    if (records != null) {
      for (var text : records.split("; ")) {
        var part = text.split(" ", 4);
        message.addRecord(
            Record.fromString(
                Name.fromString(part[0]),
                Type.value(part[2]),
                DClass.IN,
                Long.parseLong(part[1]),
                part[3],
                Name.root),
            section);
      }
    }
  }

  private static String text(Answer answer) {
    var what =
        answer instanceof Answer.Found found
            ? found.records().stream().map(Record::rdataToString).collect(Collectors.joining(" "))
            : answer instanceof Answer.Alias alias
                ? "alias " + alias.target()
                : answer instanceof Answer.Failed failed ? "failed " + failed.reason() : "absent";
    return what + " " + answer.lifetime().toSeconds();
  }
}

package dev.parley.core.storage;

import static dev.parley.core.storage.Backend.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.storage.ReportStore.Report;
import dev.parley.protocol.jid.Jid;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link ReportStore} promises. */
abstract class ReportStoreContract extends StoreContract {
  private static final Jid SPAMMER = Jid.parse("spam@other.example");

  private ReportStore reports() {
    return storage.reports();
  }

  @BeforeEach
  void forgetThoseOfOtherTests() {
    await(reports().removeBefore(TIME.plus(Duration.ofDays(1))));
  }

  private Report report(String id, long millis, @Nullable String text, String messages) {
    return new Report(
        id,
        TIME.plusMillis(millis),
        juliet,
        SPAMMER,
        "urn:xmpp:reporting:spam",
        text,
        messages,
        null);
  }

  @Test
  void theNewestComeFirstAndWithoutMessages() {
    await(reports().add(report("a", 1, null, "<message/>")));
    await(reports().add(report("b", 2, "Ünï", "")));
    await(reports().add(report("c", 3, null, "")));

    assertThat(await(reports().newest(false, 2)))
        .containsExactly(report("c", 3, null, ""), report("b", 2, "Ünï", ""));
    assertThat(await(reports().newest(false, 9)).get(2)).isEqualTo(report("a", 1, null, ""));
    assertThat(await(reports().find("a"))).contains(report("a", 1, null, "<message/>"));
    assertThat(await(reports().find("z"))).isEmpty();
  }

  @Test
  void whatIsDealtWithIsListedOnlyOnRequest() {
    await(reports().add(report("a", 1, null, "")));
    assertThat(await(reports().close("a", TIME.plusMillis(5)))).isTrue();
    assertThat(await(reports().close("a", TIME.plusMillis(6)))).isFalse();
    assertThat(await(reports().close("z", TIME))).isFalse();

    assertThat(await(reports().newest(false, 9))).isEmpty();
    assertThat(await(reports().newest(true, 9)))
        .singleElement()
        .satisfies(one -> assertThat(one.closed()).isEqualTo(TIME.plusMillis(5)));
  }

  @Test
  void oldOnesGo() {
    await(reports().add(report("a", 1, null, "")));
    await(reports().add(report("b", 2, null, "")));
    assertThat(await(reports().removeBefore(TIME.plusMillis(2)))).isEqualTo(1);
    assertThat(await(reports().newest(true, 9))).containsExactly(report("b", 2, null, ""));
  }
}

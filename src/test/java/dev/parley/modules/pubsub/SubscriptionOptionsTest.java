package dev.parley.modules.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.stanza.StanzaException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionOptionsTest {
  private static final Instant END = Instant.parse("2026-11-21T12:00:00Z");

  private static SubscriptionOptions with(String field, String... values) {
    return SubscriptionOptions.DEFAULT.with(
        new DataForm(
            DataForm.Type.SUBMIT,
            null,
            List.of(),
            List.of(
                DataForm.Field.of(DataForm.FORM_TYPE, Pubsub.SUBSCRIBE_FORM),
                DataForm.Field.of(field, values))));
  }

  @Test
  void readsWhatSubscribersWant() {
    assertThat(with("pubsub#deliver", "0").deliver()).isFalse();
    assertThat(with("pubsub#show-values", "chat", "online").shows())
        .isEqualTo(Set.of("chat", "online"));
    assertThat(with("pubsub#expire", "2026-11-21T13:00:00+01:00").expire()).isEqualTo(END);
  }

  @ParameterizedTest
  @CsvSource({
    "pubsub#deliver, maybe",
    "pubsub#show-values, asleep",
    "pubsub#expire, tomorrow",
    "pubsub#digest, 1"
  })
  void refusesWhatCannotBe(String field, String value) {
    assertThatThrownBy(() -> with(field, value)).isInstanceOf(StanzaException.class);
  }

  @Test
  void endsWhenItSays() {
    SubscriptionOptions leased = new SubscriptionOptions(true, Set.of(), END);

    assertThat(leased.isOver(END.minusMillis(1))).isFalse();
    assertThat(leased.isOver(END)).isTrue();
    assertThat(SubscriptionOptions.DEFAULT.isOver(END)).isFalse();
  }

  @Test
  void isStoredAndShownWhole() {
    SubscriptionOptions all = new SubscriptionOptions(false, Set.of("dnd", "away"), END);

    assertThat(SubscriptionOptions.fromJson(all.toJson())).isEqualTo(all);
    assertThat(SubscriptionOptions.DEFAULT.toJson()).isEqualTo("{}");
    assertThat(SubscriptionOptions.DEFAULT.with(all.toForm())).isEqualTo(all);
  }
}

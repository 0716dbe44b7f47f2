package dev.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A result counts only if each delivery was right, so each planted fault must be seen. */
final class DeliveriesTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # sent, delivered counters, faultless
          3, 0 1 2, true
          3, 0 1, false
          3, 0 2, false
          3, 0 1 1, false
          3, 0 1 1 2, false
          3, 0 2 1, false
          0, '', true
          """)
  void seesWhatIsLostDoubledOrOutOfOrder(int sent, String delivered, boolean faultless) {
    var deliveries = new Deliveries();
    deliveries.sent(sent);
    int expected = 0;
    for (var counter : delivered.isEmpty() ? new String[0] : delivered.split(" ")) {
      expected = deliveries.delivered(Integer.parseInt(counter), expected);
    }
    assertThat(deliveries.faults().isEmpty()).isEqualTo(faultless);
  }

  @Test
  void showsTheFirstStanzaOfAStranger() {
    var stanza = "<message from='eve@localhost'/>";
    var deliveries = new Deliveries();
    byte[] bytes = stanza.getBytes(StandardCharsets.UTF_8);
    deliveries.foreign(bytes, 0, bytes.length);
    assertThat(deliveries.faults()).contains("foreign=1").contains(stanza);
  }
}

package dev.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The load generator finds the stanzas of a stream however it arrives. */
final class StanzaScannerTest {
  private static final List<String> STANZAS =
      List.of(
          "<message from='a/&gt;b'><body>x > y</body><empty a=\"it's\"/></message>",
          "<presence/>",
          "<iq id='1' type=\"result\"><query><item jid='/>'/></query></iq>");
  private static final String STREAM =
      "<?xml version='1.0'?><stream:stream xmlns='jabber:client' id='a>b'>"
          + String.join(" ", STANZAS)
          + "</stream:stream>";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 1000})
  void cutsAStreamThatComesInPieces(int size) {
    var received = new Received();
    var scanner = new StanzaScanner();
    byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
    byte[] pending = {};
    for (int at = 0; at < bytes.length; at += size) {
      int count = Math.min(size, bytes.length - at);
      byte[] data = Arrays.copyOf(pending, pending.length + count);
      System.arraycopy(bytes, at, data, pending.length, count);
      int needed = scanner.scan(data, pending.length, data.length, received);
      pending = Arrays.copyOfRange(data, needed, data.length);
    }
    assertThat(received.stanzas).isEqualTo(STANZAS);
    assertThat(received.ends).isEqualTo(1);
    assertThat(pending).isEmpty();
  }

  private static final class Received implements StanzaScanner.Sink {
    private final List<String> stanzas = new ArrayList<>();
    private int ends;

    @Override
    public void stanza(byte[] data, int from, int to) {
      stanzas.add(new String(data, from, to - from, StandardCharsets.UTF_8));
    }

    @Override
    public void streamEnd() {
      ends++;
    }
  }
}

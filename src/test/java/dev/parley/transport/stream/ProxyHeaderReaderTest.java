package dev.parley.transport.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of the PROXY protocol come in pieces, and something may come behind them. */
final class ProxyHeaderReaderTest {
  private static final String HEADER = "PROXY TCP4 192.0.2.7 198.51.100.1 56324 5222\r\n";
  private static final String SPOKEN = "<?xml version='1.0'?>";

  private final ProxyHeaderReader reader = new ProxyHeaderReader();
  private final List<ByteBuf> given = new ArrayList<>();

  /** The last piece ends the header, and has more. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 30, 1_000})
  void gathersPieces(int size) {
    byte[] all = (HEADER + SPOKEN).getBytes(ISO_8859_1);
    Optional<ProxyHeader> header = Optional.empty();
    int taken = 0;
    while (header.isEmpty()) {
      int end = Math.min(taken + size, all.length);
      header = reader.read(piece(all, taken, end));
      taken = end;
      assertThat(header.isPresent()).isEqualTo(taken >= HEADER.length());
    }
    assertThat(header.map(ProxyHeader::address)).contains("192.0.2.7");
    ByteBuf rest = reader.rest();
    reader.release();
    assertThat(rest.toString(ISO_8859_1)).isEqualTo(SPOKEN.substring(0, taken - HEADER.length()));
    rest.release();
    assertThat(given).allMatch(one -> one.refCnt() == 0);
  }

  @Test
  void whatIsNoHeaderIsReleasedToo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.read(piece(SPOKEN.getBytes(ISO_8859_1), 0, SPOKEN.length())));
    reader.release();
    assertThat(given).allMatch(one -> one.refCnt() == 0);
  }

  private ByteBuf piece(byte[] all, int from, int end) {
    ByteBuf piece = Unpooled.copiedBuffer(all, from, end - from);
    given.add(piece);
    return piece;
  }
}

package dev.parley.transport.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.xml.ByteSink;
import dev.parley.testing.RawWebSocket;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Frames of clients are read as they come; frames of ours are what the RFC says. */
final class FrameReaderTest {

  @Property(tries = 300)
  void messagesAreReadHoweverTheyAreCut(
      @ForAll @Size(max = 4) List<@StringLength(max = 300) String> texts,
      @ForAll @IntRange(min = 1, max = 40) int piece,
      @ForAll @IntRange(min = 1, max = 9) int fragment) {
    var stream = new ByteArrayOutputStream();
    for (var text : texts) {
      byte[] payload = text.getBytes(UTF_8);
      int step = Math.max(1, payload.length / fragment);
      int from = 0;
      boolean first = true;
      do {
        int to = Math.min(payload.length, from + step);
        int opcode = (to == payload.length ? 0x80 : 0) | (first ? RawWebSocket.TEXT : 0);
        stream.writeBytes(RawWebSocket.frame(opcode, Arrays.copyOfRange(payload, from, to)));
        stream.writeBytes(
            RawWebSocket.frame(0x80 | RawWebSocket.PING, new byte[] {(byte) (to & 0x7f)}));
        first = false;
        from = to;
      } while (from < payload.length);
    }
    var heard = new Heard();
    var reader = new FrameReader(heard);
    byte[] all = stream.toByteArray();
    for (int i = 0; i < all.length; i += piece) {
      byte[] part = Arrays.copyOfRange(all, i, Math.min(all.length, i + piece));
      assertThat(reader.read(part, 0, part.length)).isEqualTo(part.length);
    }
    assertThat(heard.messages)
        .containsExactlyElementsOf(
            texts.stream().map(text -> new String(text.getBytes(UTF_8), UTF_8)).toList());
    assertThat(reader.isInside()).isFalse();
  }

  @Test
  void ourFramesHaveTheShortestLength() {
    for (int length : new int[] {0, 125, 126, 0xffff, 0x10000}) {
      var sink = new ByteSink(16);
      sink.ascii("before");
      sink.ascii("x".repeat(length));
      Frames.wrap(sink, 6);
      byte[] out = sink.toByteArray();
      int header = length < 126 ? 2 : length < 0x10000 ? 4 : 10;
      assertThat(out).hasSize(6 + header + length);
      assertThat(out[6]).isEqualTo((byte) 0x81);
      assertThat(out[7]).isEqualTo((byte) (header == 2 ? length : header == 4 ? 126 : 127));
      assertThat(out[6 + header - 1]).isEqualTo((byte) (header == 2 ? length : length & 0xff));
      assertThat(new String(out, 0, 6, UTF_8)).isEqualTo("before");
    }
  }

  @Test
  void theHandshakeIsThatOfTheRfc() {
    // RFC 6455 §1.3
    assertThat(Handshake.accept("dGhlIHNhbXBsZSBub25jZQ=="))
        .isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  }

  private static final class Heard implements FrameReader.Handler {
    private final List<String> messages = new ArrayList<>();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();

    @Override
    public void fragment(boolean isFirst, long length) {
      assertThat(isFirst && message.size() > 0).isFalse();
    }

    @Override
    public void payload(byte[] data, int offset, int length) {
      message.write(data, offset, length);
    }

    @Override
    public void messageEnds() {
      messages.add(message.toString(UTF_8));
      message.reset();
    }

    @Override
    public void ping(byte[] payload) {
      assertThat(payload).hasSize(1);
    }

    @Override
    public void close() {}

    @Override
    public boolean isPaused() {
      return false;
    }
  }
}

package dev.parley.modules.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.modules.proxy.SocksGreeting.Outcome;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class SocksGreetingTest {
  private static final String HASH = "972b7bf47291ca609517f67f86b5081086052dad";

  private static Buffer request() {
    return Buffer.buffer(new byte[] {5, 1, 0, 3, 40})
        .appendString(HASH)
        .appendBytes(new byte[] {0, 0});
  }

  @Test
  void it_may_come_in_pieces() {
    var greeting = new SocksGreeting();
    assertThat(greeting.feed(Buffer.buffer(new byte[] {5})))
        .isEqualTo(new Outcome.More(Buffer.buffer()));
    assertThat(greeting.feed(Buffer.buffer(new byte[] {2, 2, 0})))
        .isEqualTo(new Outcome.More(Buffer.buffer(new byte[] {5, 0})));
    var request = request();
    assertThat(greeting.feed(request.getBuffer(0, 30)))
        .isEqualTo(new Outcome.More(Buffer.buffer()));
    var answer = request().setByte(1, (byte) 0);
    assertThat(greeting.feed(request.getBuffer(30, 47)))
        .isEqualTo(new Outcome.Wanted(HASH, answer));
  }

  @Test
  void who_sends_more_than_was_asked_for_is_refused() {
    var greeting = new SocksGreeting();
    greeting.feed(Buffer.buffer(new byte[] {5, 1, 0}));
    assertThat(greeting.feed(request().appendByte((byte) 1))).isInstanceOf(Outcome.Refused.class);
    assertThat(new SocksGreeting().feed(Buffer.buffer(new byte[2_000])))
        .isInstanceOf(Outcome.Refused.class);
  }
}

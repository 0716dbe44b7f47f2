package dev.parley.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.xml.ParserLimits;
import org.junit.jupiter.api.Test;

/** What parsers are given of the `limits.xml` block. */
final class XmlLimitsTest {
  private static final XmlLimits LIMITS = new XmlLimits(20_000, 300_000, 70_000, 40, 90, 60, 4_000);

  @Test
  void strangersMaySendLittle() {
    assertThat(LIMITS.beforeLogin()).isEqualTo(new ParserLimits(20_000, 40, 90, 500, 60, 20_000));
  }

  @Test
  void noMoreChildrenBeforeLoginThanAfterIt() {
    assertThat(new XmlLimits(20_000, 300_000, 70_000, 40, 90, 60, 100).beforeLogin().maxChildren())
        .isEqualTo(100);
  }

  @Test
  void whoIsKnownMaySendMore() {
    assertThat(LIMITS.afterLogin())
        .isEqualTo(new ParserLimits(300_000, 40, 90, 4_000, 60, Long.MAX_VALUE));
  }
}

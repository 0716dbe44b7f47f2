package dev.parley.modules.muc;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomVersionsTest {
  private static final byte[] SECRET = {1, 2, 3};
  private static final byte[] OTHER = {1, 2, 4};

  @Property(tries = 100)
  void areUnderstoodByTheirRoomAlone(@ForAll @LongRange(min = 0) long version) {
    String told = RoomVersions.encode(SECRET, version);
    assertThat(RoomVersions.decode(SECRET, told)).hasValue(version);
    assertThat(RoomVersions.decode(OTHER, told)).isEmpty();
    assertThat(RoomVersions.encode(SECRET, version == 0 ? 1 : version - 1)).isNotEqualTo(told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "1",
        "1.",
        "1.AAAAAAAAAAAA",
        ".AAAAAAAAAAAA",
        "-1.AAAAAAAAAAAA",
        "9pacabr2q1",
        "zzzzzzzzzzzzzzzzzzzzzzzz.AAAAAAAAAAAA"
      })
  void whatNobodyWasToldIsUnknown(String text) {
    assertThat(RoomVersions.decode(SECRET, text)).isEmpty();
  }
}

package dev.parley.core.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.jid.Jid;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveIdsTest {
  private static final Jid JULIET = Jid.parse("juliet@capulet.example");
  private static final Jid ROMEO = Jid.parse("romeo@montague.example");

  private final ArchiveIds ids = new ArchiveIds(new byte[32]);

  @ParameterizedTest
  @ValueSource(longs = {1, 42, 1L << 40, Long.MAX_VALUE})
  void givesBackTheRow(long row) {
    assertThat(ids.decode(JULIET, ids.encode(JULIET, row))).isEqualTo(row);
  }

  @Test
  void staysTheSameInAllReleases() {
    assertThat(ids.encode(JULIET, 1)).isEqualTo("ywzXAnYhSndRFKYX1QnMGQ");
  }

  @Test
  void isOfOneArchiveOnly() {
    String id = ids.encode(JULIET, 7);

    assertThat(ids.decode(ROMEO, id)).isZero();
    assertThat(ids.encode(ROMEO, 7)).isNotEqualTo(id);
  }

  @Test
  void dependsOnTheSecret() {
    byte[] other = new byte[32];
    other[0] = 1;

    assertThat(new ArchiveIds(other).decode(JULIET, ids.encode(JULIET, 7))).isZero();
  }

  @Test
  void neighboursHaveNothingInCommon() {
    Set<String> beginnings = new HashSet<>();
    for (long row = 1; row <= 1000; row++) {
      beginnings.add(ids.encode(JULIET, row).substring(0, 8));
    }
    assertThat(beginnings).hasSize(1000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "09af3-cc343-b409f",
        "AAAAAAAAAAAAAAAAAAAAAA",
        "=",
        "ü",
        "AAAAAAAAAAAAAAAAAAAAA/"
      })
  void foreignIdsMeanNothing(String id) {
    assertThat(ids.decode(JULIET, id)).isZero();
  }

  @Test
  void hasOneSpelling() {
    String id = ids.encode(JULIET, 1);

    assertThat(ids.decode(JULIET, id + "==")).isZero();
    char last = id.charAt(21);
    String respelled = id.substring(0, 21) + (char) (last + 1);
    assertThat(ids.decode(JULIET, respelled)).isZero();
  }
}

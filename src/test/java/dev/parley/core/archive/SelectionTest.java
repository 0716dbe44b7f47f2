package dev.parley.core.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.home.RowIds;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.XmlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {
  private static final long MAX = Long.MAX_VALUE;

  /** Rows of these milliseconds are in the range, or not. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # start, end, earliest, latest
          1970-01-01T00:00:01Z, 1970-01-01T00:00:02Z, 1000, 2000
          1970-01-01T00:00:01.5Z, 1970-01-01T00:00:02.5Z, 1500, 2500
          1970-01-01T00:00:00.0010001Z, 1970-01-01T00:00:00.0020001Z, 2, 2
          1970-01-01T02:00:01+02:00, 1970-01-01T02:00:02+02:00, 1000, 2000
          """)
  void timesLimitTheRange(String start, String end, long earliest, long latest) {
    Selection selection = select(field("start", start) + field("end", end), "");

    assertThat(selection.filter().after()).isEqualTo(RowIds.first(earliest) - 1);
    assertThat(selection.filter().before()).isEqualTo(RowIds.first(latest + 1));
  }

  @Test
  void anythingGoesByDefault() {
    Selection selection = select("", "");

    assertThat(selection.filter().after()).isZero();
    assertThat(selection.filter().before()).isEqualTo(MAX);
    assertThat(selection.filter().peer()).isNull();
    assertThat(selection.rows()).isEmpty();
  }

  @Test
  void idsAndPagesLimitTheSameRange() {
    Selection selection =
        select(
            field("after-id", "5") + field("before-id", "90"),
            "<after>10</after><before>80</before>");

    assertThat(selection.filter().after()).isEqualTo(10);
    assertThat(selection.filter().before()).isEqualTo(80);
    assertThat(select("", "<before/>").filter().before()).isEqualTo(MAX);
  }

  @Test
  void namedRowsStandInOrderAndOnce() {
    assertThat(select(field("ids", "9</value><value>3</value><value>9"), "").rows())
        .containsExactly(3L, 9L);
  }

  @Test
  void whatIsNamedMustBeKnown() {
    assertThatThrownBy(() -> select(field("after-id", "0"), ""))
        .isInstanceOf(StanzaException.class)
        .hasMessageContaining("item-not-found");
  }

  @Test
  void namedRowsHaveToFitTheRest() {
    Selection selection = select(field("with", "romeo@a") + field("after-id", "5"), "");

    assertThat(selection.takes(6, Jid.parse("romeo@a/r"))).isTrue();
    assertThat(selection.takes(5, Jid.parse("romeo@a/r"))).isFalse();
    assertThat(selection.takes(6, Jid.parse("nurse@a"))).isFalse();
    Selection full = select(field("with", "romeo@a/r"), "");
    assertThat(full.takes(6, Jid.parse("romeo@a/r"))).isTrue();
    assertThat(full.takes(6, Jid.parse("romeo@a/s"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # start, end
          0001-01-01T00:00:00Z, 9999-12-31T23:59:59Z
          -999999999-01-01T00:00:00Z, +999999999-12-31T23:59:59Z
          """)
  void timesFarAwayDoNoHarm(String start, String end) {
    Selection selection = select(field("start", start) + field("end", end), "");

    assertThat(selection.filter().after()).isLessThanOrEqualTo(0);
    assertThat(selection.filter().before()).isGreaterThan(RowIds.first(7_258_118_400_000L));
  }

  private static String field(String name, String value) {
    return "<field var='" + name + "'><value>" + value + "</value></field>";
  }

  private static Selection select(String fields, String page) {
    String query =
        "<query xmlns='urn:xmpp:mam:2'><x xmlns='jabber:x:data' type='submit'>"
            + field("FORM_TYPE", "urn:xmpp:mam:2")
            + fields
            + "</x><set xmlns='http://jabber.org/protocol/rsm'>"
            + page
            + "</set></query>";
    return Selection.of(ArchiveQuery.parse(XmlReader.read(query, "")), Long::parseLong);
  }
}

package dev.parley.core.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.home.ArchiveIds;
import dev.parley.core.home.RowIds;
import dev.parley.core.storage.ArchiveStore.Row;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.rsm.Page;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of XEP-0313: those of clients are understood, those of servers ours. */
class ExamplesTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden/archive");

  @Test
  void filters() {
    ArchiveQuery query = query("xep-0313-querying-the-archive-for-all-messages-in-a-certa");
    assertThat(query.start()).isEqualTo(Instant.parse("2010-06-07T00:00:00Z"));
    assertThat(query.end()).isEqualTo(Instant.parse("2010-07-07T13:23:54Z"));
    assertThat(query("xep-0313-querying-for-all-messages-to-from-a-particular-j").with())
        .isEqualTo(Jid.parse("juliet@capulet.lit"));
    query = query("xep-0313-querying-the-archive-for-all-messages-between-tw");
    assertThat(query.afterId()).isEqualTo("28482-98726-73623");
    assertThat(query.beforeId()).isEqualTo("09af3-cc343-b409f");
    assertThat(query("xep-0313-fetching-a-specific-message-from-the-archive").ids())
        .containsExactly("28482-98726-73623");
    assertThat(query("xep-0313-a-user-queries-their-archive-for-messages").queryId())
        .isEqualTo("f27");
  }

  @Test
  void pages() {
    ArchiveQuery query = query("xep-0313-a-page-query-using-result-set-management");
    assertThat(query.page().max()).isEqualTo(10);
    assertThat(query.page().after()).isEqualTo("09af3-cc343-b409f");
    assertThat(query.flipped()).isFalse();
    assertThat(query("xep-0313-a-request-for-the-last-page-in-an-archive").page().isBackwards())
        .isTrue();
    assertThat(query("xep-0313-requesting-a-page-that-is-flipped").flipped()).isTrue();
  }

  @Test
  void fieldsOfOthersAreNotKnown() {
    assertThatThrownBy(() -> query("xep-0313-client-uses-two-discovered-query-fields-in-a-que"))
        .isInstanceOf(StanzaException.class)
        .hasMessageContaining("feature-not-implemented");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void results(int number) {
    Element example = read("xep-0313-server-returns-two-matching-messages-" + number);
    Element result = Objects.requireNonNull(example.child(ArchiveQuery.NS, "result"));
    Element forwarded = Objects.requireNonNull(result.child("urn:xmpp:forward:0", "forwarded"));
    Element delay = Objects.requireNonNull(forwarded.child("urn:xmpp:delay", "delay"));
    Element message = Objects.requireNonNull(forwarded.child(Namespaces.CLIENT, "message"));
    long row = RowIds.first(Instant.parse(delay.attribute("stamp")).toEpochMilli());

    Element ours =
        Results.result(
                new ArchiveReader.Reading(
                    Jid.parse("juliet@capulet.lit"),
                    new ArchiveIds(new byte[16]),
                    Jid.parse("juliet@capulet.lit/chamber"),
                    UnaryOperator.identity()),
                result.attribute("queryid"),
                String.valueOf(result.attribute("id")),
                new Row(row, false, message.toString()))
            .children()
            .get(0);

    assertThat(ours).isEqualTo(result);
  }

  @Test
  void end() {
    Element example =
        Objects.requireNonNull(iq("xep-0313-server-completes-a-result-with-the-last-page-of"));

    assertThat(Results.fin(true, new Page("23452-4534-1", "390-2342-22", 0, 16)))
        .isEqualTo(example);
  }

  private static ArchiveQuery query(String example) {
    return ArchiveQuery.parse(Objects.requireNonNull(iq(example)));
  }

  private static Element iq(String example) {
    return Objects.requireNonNull(((Iq) Stanza.parse(read(example))).payload());
  }

  private static Element read(String example) {
    try {
      String xml = Files.readString(FOLDER.resolve(example + ".xml"));
      return XmlReader.read(xml.strip(), Namespaces.CLIENT);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}

package dev.parley.core.archive;

import dev.parley.core.archive.ArchiveReader.Reading;
import dev.parley.core.home.RowIds;
import dev.parley.core.storage.ArchiveStore.Row;
import dev.parley.protocol.rsm.Page;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How messages of an archive are shown to clients (XEP-0313 §4.2, XEP-0297). */
final class Results {
  private static final String FORWARD = "urn:xmpp:forward:0";
  private static final String DELAY = "urn:xmpp:delay";

  private Results() {}

  /**
   * The message that brings one result.
   *
   * @param queryId as it was in the query; null if it was not
   * @param id of the result
   */
  static Message result(Reading reading, @Nullable String queryId, String id, Row row) {
    Element.Builder forwarded =
        Element.builder(FORWARD, "forwarded")
            .child(Element.builder(DELAY, "delay").attribute("stamp", stamp(row.id())).build());
    Message original = StoredMessages.read(row.stanza());
    if (original != null) {
      forwarded.child(reading.view().apply(original).toElement());
    }
    Element result =
        Element.builder(ArchiveQuery.NS, "result")
            .attribute("queryid", queryId)
            .attribute("id", id)
            .child(forwarded.build())
            .build();
    return Message.of(Message.Type.NORMAL, reading.asker(), List.of(result))
        .withFrom(reading.owner());
  }

  /** The time that a row's id tells, as XEP-0082 writes it. */
  static String stamp(long row) {
    return Instant.ofEpochMilli(RowIds.millis(row)).toString();
  }

  /** The end of the results (§4.2, §4.3.2). */
  static Element fin(boolean complete, Page page) {
    return Element.builder(ArchiveQuery.NS, "fin")
        .attribute("complete", complete ? "true" : null)
        .child(page.toElement())
        .build();
  }
}
